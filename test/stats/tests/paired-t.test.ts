import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairedT, pairedTFromSummary } from '../../../src/stats/tests/paired-t.ts';
import { differences, expectClose, MLXTEND_A, MLXTEND_B, STATSMODELS_X, STATSMODELS_Y } from '../support.ts';

describe('pairedT', () => {
  test('agrees with R on the statsmodels sample', () => {
    // t.test(x, y, paired = TRUE)
    const result = pairedT(differences(STATSMODELS_X, STATSMODELS_Y));
    expectClose(result.mean, 0.1646666666666667, 1e-14);
    expectClose(result.standardError, 0.1357514067862445, 1e-14);
    expectClose(result.statistic, 1.213001548676048, 1e-14);
    expect(result.degreesOfFreedom).toBe(14);
    expectClose(result.pValue, 0.245199929713149, 1e-13);
    expectClose(result.interval.low, -0.1264911434745851, 1e-13);
    expectClose(result.interval.high, 0.4558244768079186, 1e-13);
  });

  test('agrees with the mlxtend sample', () => {
    const result = pairedT(differences(MLXTEND_A, MLXTEND_B));
    expectClose(result.statistic, 3.379377, 1e-7);
    expectClose(result.pValue, 0.01486923, 1e-6);
  });

  // Eighths are exact doubles, so that scaling and negating them loses nothing.
  const sample = fc
    .array(fc.integer({ min: -800, max: 800 }), { minLength: 3, maxLength: 20 })
    .filter((values) => new Set(values).size > 1)
    .map((values) => values.map((value) => value / 8));

  test('swapping the arms flips the sign and nothing else', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const there = pairedT(values);
        const back = pairedT(values.map((value) => -value));
        expect(back.statistic).toBeCloseTo(-there.statistic, 9);
        expect(back.pValue).toBeCloseTo(there.pValue, 12);
        expect(back.interval.low).toBeCloseTo(-there.interval.high, 9);
      }),
    );
  });

  test('the unit of the metric does not matter', () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(1e-150, 1e-3, 100, 1e150), (values, unit) => {
        const scaled = pairedT(values.map((value) => value * unit));
        expectClose(scaled.pValue, pairedT(values).pValue, 1e-8);
      }),
    );
  });

  test('p lies in (0, 1] and the interval excludes zero exactly when p is below its complement', () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(0.8, 0.95, 0.99), (values, level) => {
        const { pValue, interval } = pairedT(values, { level });
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
        fc.pre(Math.abs(pValue - (1 - level)) > 1e-9);
        expect(interval.low > 0 || interval.high < 0).toBe(pValue < 1 - level);
      }),
    );
  });

  test('keeps its digits far in the tail', () => {
    // mpmath: 2 * betainc(19/2, 1/2, 0, 19/(19 + 1e8), regularized=True) / 2
    expectClose(
      pairedTFromSummary({ n: 20, mean: 1e4, standardDeviation: Math.sqrt(20) }).pValue,
      2.541030933087875e-65,
      1e-9,
    );
  });

  test.each([
    [[0.5], 'pairedT requires at least two pairs'],
    [[], 'pairedT requires at least two pairs'],
    [[0.2, 0.2, 0.2], 'pairedT requires differences that vary, but all 3 are 0.2'],
    [[0, 0], 'pairedT requires differences that vary, but all 2 are 0'],
    [[1, 2, Number.NaN], 'pairedT requires finite values: value 3 of 3 is NaN'],
  ])('refuses %j', (values, message) => {
    expect(() => pairedT(values)).toThrow(message);
  });

  test('refuses a level in percent', () => {
    expect(() => pairedT([1, 2], { level: 95 })).toThrow(
      'pairedT requires level above 0 and below 1, but it is 95',
    );
  });
});
