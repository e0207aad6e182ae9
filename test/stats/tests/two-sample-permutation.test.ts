import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { twoSamplePermutation } from '../../../src/stats/tests/two-sample-permutation.ts';
import { expectClose } from '../support.ts';

/** The definition, division by division, on integers so that ties are exact. */
function bruteForce(candidate: readonly number[], baseline: readonly number[]): number {
  const pooled = [...candidate, ...baseline];
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const total = sumOf(pooled);
  // The difference of the means times n m.
  const size = (sum: number) => Math.abs(sum * baseline.length - (total - sum) * candidate.length);
  const sums = Array.from({ length: 2 ** pooled.length }, (_, subset) =>
    pooled.filter((_, index) => (subset >> index) & 1),
  )
    .filter((chosen) => chosen.length === candidate.length)
    .map(sumOf);
  return sums.filter((sum) => size(sum) >= size(sumOf(candidate))).length / sums.length;
}

describe('twoSamplePermutation', () => {
  test('equals the enumeration of all divisions, ties included, whichever arm comes first', () => {
    const arm = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(arm, arm, fc.constantFrom(1, 0.1, 1e-150), (candidate, baseline, unit) => {
        const scale = (values: readonly number[]) => values.map((value) => value * unit);
        const { pValue } = twoSamplePermutation(scale(candidate), scale(baseline));
        expectClose(pValue, bruteForce(candidate, baseline), 1e-12);
        expectClose(twoSamplePermutation(scale(baseline), scale(candidate)).pValue, pValue, 1e-12);
      }),
    );
  });

  test('the sampled p agrees with the exact one', () => {
    const random = createRandom('two samples');
    const candidate = Array.from({ length: 14 }, () => randomNormal(random) + 0.6);
    const baseline = Array.from({ length: 14 }, () => randomNormal(random));
    const exact = twoSamplePermutation(candidate, baseline);
    expect(exact.exact).toBe(true);
    // A copy of either arm would change the question; a third value near the middle hardly does.
    const middle = [...candidate, ...baseline].reduce((sum, value) => sum + value, 0) / 28;
    const sampled = twoSamplePermutation(candidate, [...baseline, middle], { samples: 20_000 });
    expect(sampled.exact).toBe(false);
    expect(Math.abs(sampled.pValue - exact.pValue)).toBeLessThan(0.02);
  });

  test('a sampled p is never zero', () => {
    const low = Array.from({ length: 20 }, (_, index) => index / 100);
    const high = low.map((value) => value + 10);
    const result = twoSamplePermutation(high, low, { samples: 199 });
    expect(result).toEqual({ pValue: 1 / 200, exact: false, smallestAttainable: 1 / 200 });
  });
});

test.each([
  [[3, 3, 3], [1, 1, 1], 2 / 20],
  [[9], [1, 2, 3], 1 / 4],
  [[9, 8], [1, 2, 3], 1 / 10],
])('%j against %j has the smallest p that so many runs can give', (candidate, baseline, smallest) => {
  const { pValue, smallestAttainable } = twoSamplePermutation(candidate, baseline);
  expect(smallestAttainable).toBeCloseTo(smallest, 15);
  expect(pValue).toBeCloseTo(smallest, 15);
});

test('a small arm against a large one costs the small one, and turns with the order of the arms', () => {
  const random = createRandom('small against large');
  const large = Array.from({ length: 20_000 }, () => randomNormal(random));
  const p = (one: readonly number[], other: readonly number[]) => twoSamplePermutation(one, other).pValue;
  expect(p([2.5, 2.2], large)).toBeLessThan(0.01);
  expect(p(large, [2.5, 2.2])).toBe(p([2.5, 2.2], large));
});
