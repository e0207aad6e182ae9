import { expect, it, test } from 'vitest';
import { expectFourSteps, TEST_METRICS } from '../../four-steps.ts';
import { LAST_LINE_CUT, read, readLog } from '../../run-directory.ts';

test('a log that the tool wrote', async () => {
  await expectFourSteps('mlflow/run');
  expect((await readLog('mlflow/run')).metrics.test).toEqual(TEST_METRICS);
});

it('may have a metric with a dot in its name', async () => {
  const run = 'mlruns/0/0123456789abcdef0123456789abcdef/metrics';
  const { curves } = await read({
    [`${run}/val.loss`]: '1 0.5 0\n2 0.4 1\n',
    [`${run}/train/acc.json`]: '1 0.7 0\n2 0.8 1\n',
  });
  expect(curves).toEqual([
    { epoch: 0, train: { 'acc.json': 0.7 }, validation: { loss: 0.5 } },
    { epoch: 1, train: { 'acc.json': 0.8 }, validation: { loss: 0.4 } },
  ]);
});

test('a log whose last line has no end is read up to there', async () => {
  const file = `mlruns/0/${'0'.repeat(32)}/metrics/val_loss`;
  const { curves, warnings } = await read({ [file]: '1 0.93 1\n1 0.9 2' });
  expect(curves).toEqual([{ epoch: 1, train: {}, validation: { loss: 0.93 } }]);
  expect(warnings).toEqual([`${file}:2: the last line ${LAST_LINE_CUT}`]);
});
