import { expect, it, test } from 'vitest';
import { expectFourSteps, TEST_METRICS } from '../../four-steps.ts';
import { LAST_LINE_CUT, outcomeOf, read, readLog } from '../../run-directory.ts';

test('a log that the tool wrote', async () => {
  await expectFourSteps('dvclive/run');
  expect((await readLog('dvclive/run')).metrics.test).toEqual(TEST_METRICS);
});

it('takes what DVCLive logs by step without a split for training in its metrics.json too, and the rest as final', async () => {
  const { metrics, curves } = await read({
    'dvclive/plots/metrics/accuracy.tsv': 'step\taccuracy\n0\t0.9\n1\t0.99\n',
    'dvclive/plots/metrics/eval/accuracy.tsv': 'step\taccuracy\n0\t0.6\n1\t0.7\n',
    'dvclive/metrics.json': '{"accuracy": 0.99, "eval": {"accuracy": 0.7}, "f1": 0.65, "step": 1}',
  });
  expect(curves.map(({ train }) => train.accuracy)).toEqual([0.9, 0.99]);
  expect(metrics).toEqual({
    train: { accuracy: 0.99 },
    validation: { accuracy: 0.7 },
    test: { f1: 0.65 },
  });
});

test('a log whose last line has no end is read up to there', async () => {
  const file = 'plots/metrics/val/loss.tsv';
  const { curves, warnings } = await read({ [file]: 'step\tloss\n1\t0.93\n2\t0.9' });
  expect(curves).toEqual([{ epoch: 1, train: {}, validation: { loss: 0.93 } }]);
  expect(warnings).toEqual([`${file}:3: the last line ${LAST_LINE_CUT}`]);
});

test('a run that was resumed has the values of its second half', async () => {
  const content = await readLog('broken/resumed');
  expect(outcomeOf(content)).toEqual({
    points: 4,
    status: 'ok',
    failure: null,
    warnings: [
      'plots/metrics/train/loss.tsv: the steps go back, as in a resumed run; for a step with two values, the later counts',
    ],
  });
  expect(content.curves.map(({ train }) => train.loss)).toEqual([
    0.8795092105865479, 0.610001802444458, 0.5, 0.42,
  ]);
});
