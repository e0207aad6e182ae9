/** Four steps of one model, which the scripts of four tools in fixtures/logs train and log: the same curve in all of them. */
import { expect } from 'vitest';
import { losses, readLog } from './run-directory.ts';

// fixtures/logs/tensorboard/train.py
const FIRST = [0, 0.8795092105865479, 0.8922755718231201];
const LAST = [3, 0.4306332767009735, 0.44743627309799194];

export const TEST_METRICS = { accuracy: 0.9333333333333333 };

export async function expectFourSteps(folder: string): Promise<void> {
  const content = await readLog(folder, ['loss']);
  expect(content.curves).toHaveLength(4);
  // An event file holds single precision.
  for (const [index, expected] of [FIRST, LAST].entries()) {
    const found = losses(content, -index);
    for (const [at, value] of expected.entries()) expect(found[at]).toBeCloseTo(value, 6);
  }
  expect(content.metrics.validation?.loss).toBeCloseTo(LAST[2] as number, 6);
  expect(content.warnings).toEqual([]);
}
