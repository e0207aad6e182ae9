import { describe, expect, test } from 'vitest';
import { welchT } from '../../../src/stats/tests/welch-t.ts';
import { expectClose, STATSMODELS_X, STATSMODELS_Y } from '../support.ts';

/** As many values with this mean and standard deviation: one at the mean, the others at the same distance on either side. */
function sampleOf(odd: number, mean: number, standardDeviation: number): number[] {
  return Array.from({ length: odd }, (_, index) =>
    index === 0 ? mean : mean + (index % 2 === 0 ? standardDeviation : -standardDeviation),
  );
}

describe('welchT', () => {
  test('agrees with statsmodels from summaries', () => {
    const result = welchT(sampleOf(3461, 0.7, 6.2), sampleOf(3407, 0.41, 3.9));
    expect(result.difference).toBeCloseTo(0.29, 12);
    expect(result.interval.low).toBeCloseTo(0.04538, 5);
    expect(result.interval.high).toBeCloseTo(0.53462, 5);
    expect(result.pValue).toBeCloseTo(0.02016, 5);
  });

  test('swapping the arms flips the sign', () => {
    const there = welchT(STATSMODELS_X, STATSMODELS_Y);
    const back = welchT(STATSMODELS_Y, STATSMODELS_X);
    expectClose(back.statistic, -there.statistic, 1e-14);
    expectClose(back.pValue, there.pValue, 1e-14);
    expectClose(back.interval.low, -there.interval.high, 1e-14);
    expectClose(back.interval.high, -there.interval.low, 1e-14);
  });

  test('two large losses keep the digits of their difference', () => {
    const small = welchT([0.5, 1.25, 0.75], [0, 0.25, 0.125]);
    const large = welchT([1e9 + 0.5, 1e9 + 1.25, 1e9 + 0.75], [1e9, 1e9 + 0.25, 1e9 + 0.125]);
    expectClose(large.statistic, small.statistic, 1e-14);
  });

  test('one constant arm leaves the degrees of freedom of the other', () => {
    const result = welchT([1, 2, 3, 4], [0.5, 0.5, 0.5]);
    expectClose(result.degreesOfFreedom, 3, 1e-12);
    expectClose(result.standardError, Math.sqrt(5 / 3 / 4), 1e-12);
  });

  test.each([
    [[1], [1, 2], 'welchT requires at least two runs of each model'],
    [[1, 1], [2, 2], 'welchT requires values that vary, but all are 1 in one arm and 2 in the other'],
    [[1, 2], [Infinity, 2], 'welchT requires finite values: value 1 of 2 is Infinity'],
  ])('refuses %j against %j', (candidate, baseline, message) => {
    expect(() => welchT(candidate, baseline)).toThrow(message);
  });
});
