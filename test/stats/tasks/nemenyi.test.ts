import { expect, test } from 'vitest';
import { nemenyiTest } from '../../../src/stats/tasks/nemenyi.ts';
import { expectClose } from '../support.ts';

test('two models a critical difference apart have p = 1 − level', () => {
  for (const level of [0.9, 0.95]) {
    const { criticalDifference } = nemenyiTest([1, 2, 3, 4], 20, { level });
    const { pValues } = nemenyiTest([1, 1 + criticalDifference, 3, 4], 20);
    expectClose(pValues[0]?.[1] ?? 0, 1 - level, 1e-9);
    expect(pValues[2]?.[2]).toBe(1);
  }
});

test('has Demšar’s critical values: q of 1.960, 2.728 and 3.164 for 2, 5 and 10 models', () => {
  for (const [models, q] of [
    [2, 1.96],
    [5, 2.728],
    [10, 3.164],
  ] as const) {
    const ranks = Array.from({ length: models }, (_, model) => model + 1);
    const unit = Math.sqrt((models * (models + 1)) / (6 * 14));
    expect(Math.abs(nemenyiTest(ranks, 14).criticalDifference / unit - q)).toBeLessThan(6e-4);
  }
});
