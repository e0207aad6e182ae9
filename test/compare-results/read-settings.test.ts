import { expect, test } from 'vitest';
import { compareTable, table } from './compare-files.ts';

test.each([
  [{ alpha: 0.7 }, '--alpha: '],
  [{ alpha: 0 }, '--alpha: '],
  [{ failedRuns: 2 }, '--failed-runs: must be at most 1, found 2'],
  [
    { failOn: ['inconclusiv'] },
    '--fail-on: unknown value "inconclusiv"; allowed: regression, inconclusive, equivalent, overfitting, slices, reference, invalid, not-supported, never; did you mean "inconclusive"?',
  ],
  [{ failOn: ['never', 'invalid'] }, '--fail-on: "never" contradicts'],
])('refuses settings that a config could not have: %j', async (options, message) => {
  await expect(compareTable(table({ a: [1, 2], b: [1, 3] }), options)).rejects.toThrow(message);
});
