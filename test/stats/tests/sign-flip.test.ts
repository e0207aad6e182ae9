import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { signFlipTest } from '../../../src/stats/tests/sign-flip.ts';

/** The definition, pattern by pattern, on integers so that ties are exact. */
function bruteForce(values: readonly number[]): number {
  const size = (pattern: number) =>
    Math.abs(values.reduce((sum, value, index) => sum + ((pattern >> index) & 1 ? -value : value), 0));
  const patterns = Array.from({ length: 2 ** values.length }, (_, pattern) => pattern);
  return patterns.filter((pattern) => size(pattern) >= size(0)).length / patterns.length;
}

describe('signFlipTest', () => {
  test.each([3, 5, 10])('%d pairs that all agree reach 2/2ⁿ and no less', (pairs) => {
    const { pValue, smallestAttainable } = signFlipTest(
      Array.from({ length: pairs }, (_, index) => index + 1),
    );
    expect([pValue, smallestAttainable]).toEqual([2 / 2 ** pairs, 2 / 2 ** pairs]);
  });

  test('equals the enumeration of all patterns, with zeros and with ties that rounding broke', () => {
    const integers = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 11 });
    const units = fc.constantFrom(1, 0.001, 0.1, 1 / 3, 1e200, 1e-200);
    fc.assert(
      fc.property(integers, units, (values, unit) => {
        // A difference of two scores, as it comes: the offset leaves rounding errors of its own.
        const rounded = values.map((value) =>
          unit < 1 && unit > 1e-9 ? 0.7 + value * unit - 0.7 : value * unit,
        );
        fc.pre(rounded.every((value, index) => (value === 0) === (values[index] === 0)));
        expect(signFlipTest(rounded).pValue).toBe(bruteForce(values));
      }),
    );
    expect(signFlipTest([0, 0, 0])).toEqual({ pValue: 1, exact: true, smallestAttainable: 1 });
  });

  test('the sampled p agrees with the exact one', () => {
    const random = createRandom('sign-flip test');
    const values = Array.from({ length: 30 }, () => randomNormal(random) + 0.3);
    const exact = signFlipTest(values).pValue;
    // A 31st pair, too small to change the answer, is one too many for enumeration.
    const sampled = signFlipTest([...values, 1e-12], { samples: 40_000 });
    expect(sampled.exact).toBe(false);
    expect(Math.abs(sampled.pValue - exact)).toBeLessThan(5 * Math.sqrt((exact * (1 - exact)) / 40_000));
  });

  test('a sampled p counts the observed pattern and is never zero', () => {
    const values = Array.from({ length: 40 }, (_, index) => 1 + index / 40);
    const result = signFlipTest(values, { samples: 999 });
    expect(result).toEqual({ pValue: 1 / 1000, exact: false, smallestAttainable: 1 / 1000 });
  });
});
