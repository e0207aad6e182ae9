import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { signFlipTest } from '../../../src/stats/tests/sign-flip.ts';
import { differences, expectClose, MLXTEND_A, MLXTEND_B } from '../support.ts';

/** The definition, pattern by pattern, on integers so that ties are exact. */
function bruteForce(values: readonly number[]): { twoSided: number; greater: number } {
  const observed = values.reduce((sum, value) => sum + value, 0);
  let twoSided = 0;
  let greater = 0;
  for (let pattern = 0; pattern < 2 ** values.length; pattern++) {
    const sum = values.reduce((total, value, index) => total + ((pattern >> index) & 1 ? -value : value), 0);
    if (Math.abs(sum) >= Math.abs(observed)) twoSided++;
    if (sum >= observed) greater++;
  }
  return { twoSided: twoSided / 2 ** values.length, greater: greater / 2 ** values.length };
}

describe('signFlipTest', () => {
  test('agrees with mlxtend', () => {
    const sample = differences(MLXTEND_A, MLXTEND_B);
    expect(signFlipTest(sample)).toEqual({ pValue: 4 / 128, exact: true, smallestAttainable: 2 / 128 });
    expect(signFlipTest(sample, { alternative: 'greater' }).pValue).toBe(2 / 128);
    expect(signFlipTest(sample, { alternative: 'less' }).pValue).toBe(127 / 128);
  });

  test.each([
    [3, 0.25],
    [4, 0.125],
    [5, 0.0625],
    [6, 0.03125],
    [7, 0.015625],
    [8, 0.0078125],
    [10, 0.001953125],
  ])('%d pairs that all agree reach %d and no less', (pairs, smallest) => {
    const result = signFlipTest(Array.from({ length: pairs }, (_, index) => index + 1));
    expect(result.pValue).toBe(smallest);
    expect(result.smallestAttainable).toBe(smallest);
  });

  const integers = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 11 });

  test('equals the enumeration of all patterns, ties and zeros included', () => {
    fc.assert(
      fc.property(integers, (values) => {
        const expected = bruteForce(values);
        expect(signFlipTest(values).pValue).toBe(expected.twoSided);
        expect(signFlipTest(values, { alternative: 'greater' }).pValue).toBe(expected.greater);
      }),
    );
  });

  test('counts ties that rounding broke', () => {
    fc.assert(
      fc.property(integers, fc.constantFrom(0.001, 0.1, 1 / 3, 1e200, 1e-200), (values, unit) => {
        // A difference of two scores, as it comes: the offset leaves rounding errors of its own.
        const rounded = values.map((value) =>
          unit < 1 && unit > 1e-9 ? 0.7 + value * unit - 0.7 : value * unit,
        );
        fc.pre(rounded.every((value, index) => (value === 0) === (values[index] === 0)));
        expect(signFlipTest(rounded).pValue).toBe(bruteForce(values).twoSided);
      }),
    );
  });

  test('no difference at all gives 1', () => {
    expect(signFlipTest([0, 0, 0])).toEqual({ pValue: 1, exact: true, smallestAttainable: 1 });
  });

  test('the sampled p agrees with the exact one', () => {
    const random = createRandom('sign-flip test');
    const values = Array.from({ length: 30 }, () => randomNormal(random) + 0.3);
    const exact = signFlipTest(values).pValue;
    // A 31st pair, too small to change the answer, is one too many for enumeration.
    const sampled = signFlipTest([...values, 1e-12], { random, samples: 40_000 });
    expect(sampled.exact).toBe(false);
    expect(Math.abs(sampled.pValue - exact)).toBeLessThan(5 * Math.sqrt((exact * (1 - exact)) / 40_000));
  });

  test('a sampled p counts the observed pattern and is never zero', () => {
    const values = Array.from({ length: 40 }, (_, index) => 1 + index / 40);
    const result = signFlipTest(values, { random: createRandom('zero'), samples: 999 });
    expect(result).toEqual({ pValue: 1 / 1000, exact: false, smallestAttainable: 1 / 1000 });
  });

  test('a sampled p depends on its generator alone', () => {
    const values = Array.from({ length: 35 }, (_, index) => Math.sin(index) + 0.2);
    const run = () => signFlipTest(values, { random: createRandom('again'), samples: 500 }).pValue;
    expect(run()).toBe(run());
  });

  test('under no difference it rejects at most as often as it says', () => {
    const random = createRandom('sign-flip calibration');
    const repetitions = 4000;
    let rejected = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const values = Array.from({ length: 9 }, () => randomNormal(random));
      if (signFlipTest(values).pValue <= 0.05) rejected++;
    }
    // Attainable levels are multiples of 2/512; the largest below 0.05 is 24/512.
    const level = 24 / 512;
    expectClose(rejected / repetitions, level, 4 * Math.sqrt((1 - level) / level / repetitions));
  });

  test('says what it needs', () => {
    expect(() => signFlipTest([])).toThrow('signFlipTest requires at least one pair');
    expect(() => signFlipTest([1, Number.NaN])).toThrow(
      'signFlipTest requires finite values: value 2 of 2 is NaN',
    );
    expect(() => signFlipTest(new Array(31).fill(1))).toThrow('requires a random generator above 30 pairs');
  });
});
