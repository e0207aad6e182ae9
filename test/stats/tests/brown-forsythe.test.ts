import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brownForsythe, smallestBrownForsytheP } from '../../../src/stats/tests/brown-forsythe.ts';

const arm = fc
  .array(fc.integer({ min: -800, max: 800 }), { minLength: 3, maxLength: 20 })
  .filter((values) => new Set(values).size > 2)
  .map((values) => values.map((value) => value / 8));

test('swapping the arms, or moving one of them, changes nothing', () => {
  fc.assert(
    fc.property(arm, arm, (one, other) => {
      const { statistic, pValue } = brownForsythe(one, other);
      expect(pValue).toBeGreaterThan(0);
      expect(pValue).toBeLessThanOrEqual(1);
      expect(brownForsythe(other, one).statistic).toBeCloseTo(statistic, 6);
      const moved = brownForsythe(
        one.map((value) => value + 64),
        other,
      );
      expect(moved.statistic).toBeCloseTo(statistic, 6);
    }),
  );
});

test('no values of a candidate that scatters more reach a smaller p than so many runs can', () => {
  expect(smallestBrownForsytheP(3, 3)).toBeCloseTo(0.1161, 4);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanDeviation = (values: readonly number[]) => {
    const median = values.toSorted((a, b) => a - b)[(values.length - 1) / 2] as number;
    return mean(values.map((value) => Math.abs(value - median)));
  };
  const isOdd = (values: readonly number[]) => values.length % 2 === 1;
  fc.assert(
    fc.property(arm.filter(isOdd), arm.filter(isOdd), (candidate, baseline) => {
      fc.pre(meanDeviation(candidate) > meanDeviation(baseline));
      const smallest = smallestBrownForsytheP(candidate.length, baseline.length);
      expect(brownForsythe(candidate, baseline).pValue).toBeGreaterThanOrEqual(smallest * (1 - 1e-9));
    }),
  );
  // Reached in the limit: deviations 1, 0, 1 against none.
  expect(brownForsythe([-1, 0, 1], [0, 0, 0, 0, 1e-9]).pValue).toBeCloseTo(smallestBrownForsytheP(3, 5), 6);
});
