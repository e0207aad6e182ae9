import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { twoSamplePermutation } from '../../../src/stats/tests/two-sample-permutation.ts';
import { expectClose } from '../support.ts';

/** The definition, division by division, on integers so that ties are exact. */
function bruteForce(candidate: readonly number[], baseline: readonly number[]) {
  const pooled = [...candidate, ...baseline];
  const n = candidate.length;
  const m = baseline.length;
  const total = pooled.reduce((sum, value) => sum + value, 0);
  // The difference of the means times n m.
  const difference = (sum: number) => sum * m - (total - sum) * n;
  const observed = difference(candidate.reduce((sum, value) => sum + value, 0));
  let all = 0;
  let greater = 0;
  let twoSided = 0;
  for (let subset = 0; subset < 2 ** pooled.length; subset++) {
    const chosen = pooled.filter((_, index) => (subset >> index) & 1);
    if (chosen.length !== n) continue;
    const value = difference(chosen.reduce((sum, each) => sum + each, 0));
    all++;
    if (value >= observed) greater++;
    if (Math.abs(value) >= Math.abs(observed)) twoSided++;
  }
  return { greater: greater / all, twoSided: twoSided / all };
}

describe('twoSamplePermutation', () => {
  test('agrees with the known example', () => {
    const treated = [689, 656, 668, 660, 679, 663, 664, 647];
    const control = [657, 623, 652, 654, 658, 660, 670, 620];
    expectClose(twoSamplePermutation(treated, control, { alternative: 'greater' }).pValue, 0.0300699, 2e-6);
    expectClose(twoSamplePermutation(treated, control).pValue, 0.0601399, 2e-6);
  });

  const arm = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 6 });

  test('equals the enumeration of all divisions, ties included', () => {
    fc.assert(
      fc.property(arm, arm, fc.constantFrom(1, 0.1, 1e-150), (candidate, baseline, unit) => {
        const expected = bruteForce(candidate, baseline);
        const scale = (values: readonly number[]) => values.map((value) => value * unit);
        const run = (alternative: 'greater' | 'two-sided') =>
          twoSamplePermutation(scale(candidate), scale(baseline), { alternative }).pValue;
        expectClose(run('greater'), expected.greater, 1e-12);
        expectClose(run('two-sided'), expected.twoSided, 1e-12);
      }),
    );
  });

  test('swapping the arms swaps the one-sided tests', () => {
    fc.assert(
      fc.property(arm, arm, (candidate, baseline) => {
        const there = twoSamplePermutation(candidate, baseline, { alternative: 'less' }).pValue;
        expectClose(
          twoSamplePermutation(baseline, candidate, { alternative: 'greater' }).pValue,
          there,
          1e-12,
        );
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
    const sampled = twoSamplePermutation(candidate, [...baseline, middle], { random, samples: 20_000 });
    expect(sampled.exact).toBe(false);
    expect(Math.abs(sampled.pValue - exact.pValue)).toBeLessThan(0.02);
  });

  test('a sampled p is never zero', () => {
    const low = Array.from({ length: 20 }, (_, index) => index / 100);
    const high = low.map((value) => value + 10);
    const result = twoSamplePermutation(high, low, { random: createRandom('zero'), samples: 199 });
    expect(result).toEqual({ pValue: 1 / 200, exact: false, smallestAttainable: 1 / 200 });
  });

  test('says what it needs', () => {
    expect(() => twoSamplePermutation([], [1])).toThrow('requires at least one run of each model');
    expect(() => twoSamplePermutation([1], [Number.NaN])).toThrow('requires finite values');
    expect(() =>
      twoSamplePermutation(
        new Array(20).fill(1).map((_, i) => i),
        new Array(20).fill(2),
      ),
    ).toThrow('requires a random generator above 28 runs');
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
  const p = (alternative: 'greater' | 'less', swap: boolean) => {
    const arms = swap ? ([large, [2.5, 2.2]] as const) : ([[2.5, 2.2], large] as const);
    return twoSamplePermutation(arms[0], arms[1], { alternative, random: createRandom('draws') }).pValue;
  };
  expect(p('greater', false)).toBeLessThan(0.01);
  expect(p('less', true)).toBe(p('greater', false));
});
