import { expect, it, test } from 'vitest';
import { expectFourSteps, TEST_METRICS } from '../../four-steps.ts';
import { losses, outcomeOf, readLog } from '../../run-directory.ts';

test.each([
  ['2026', 'wandb/wandb-0.31.0'],
  ['2024', 'wandb/wandb-0.16.6'],
])('a log that the tool of %s wrote', async (_, folder) => {
  await expectFourSteps(folder);
});

test('what is set in the summary is final', async () => {
  expect((await readLog('wandb/wandb-0.31.0')).metrics.test).toEqual(TEST_METRICS);
});

const SUMMARY = { accuracy: 0.9331476323119777, loss: 0.4306332767009735, macro_f1: 0.9335186708671486 };

it('the run says what was logged in training; what is in its summary alone is final', async () => {
  const content = await readLog('wandb/wandb-0.31.0-online');
  expect(losses(content, 0)).toEqual([0, 0.8795092105865479, 0.8922755718231201]);
  expect(content.curves.at(-1)?.train).toEqual({ accuracy: SUMMARY.accuracy, loss: SUMMARY.loss });
  expect(content.metrics).toEqual({
    validation: { loss: 0.44743627309799194 },
    test: { macro_f1: SUMMARY.macro_f1 },
  });
  expect(content.warnings).toEqual([]);
});

test('wandb-flipped is refused', async () => {
  await expect(readLog('broken/wandb-flipped')).rejects.toThrow(
    'run-1.wandb: the checksum at byte 264 is wrong: the file is damaged',
  );
});

test('wandb-cut is read', async () => {
  expect(outcomeOf(await readLog('broken/wandb-cut'))).toEqual({
    points: 4,
    status: 'ok',
    failure: null,
    warnings: ['run-1.wandb: the last record is incomplete and was left out'],
  });
});
