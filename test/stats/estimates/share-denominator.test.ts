import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldDenominator, shareDenominator } from '../../../src/stats/estimates/share-denominator.ts';

test('is the number of examples, or less', () => {
  expect(shareDenominator([57 / 60, 58 / 60, 59 / 60])).toBe(60);
  expect(shareDenominator([0.5, 0.75])).toBe(4);
  expect(shareDenominator([1, 1])).toBe(1);
});

test('shares of n examples never give more than n', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20_000 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
      (n, values) => {
        const found = shareDenominator(values.map((value) => Math.round(value * n) / n));
        expect(found ?? Infinity).toBeLessThanOrEqual(n);
      },
    ),
  );
});

test('rounded shares give no more than their digits say', () => {
  expect(shareDenominator([0.9333, 0.9667, 0.95])).toBe(60);
  expect(shareDenominator([0.93, 0.97, 0.95])).toBeLessThanOrEqual(100);
});

test('shares of folds are those of one of three sizes', () => {
  const shares = [33 / 35, 34 / 36, 34 / 35, 35 / 36, 1, 32 / 36];
  expect(shareDenominator(shares)).toBe(1260);
  expect(foldDenominator(shares)).toBe(34);
  expect(foldDenominator([57 / 60, 58 / 60, 59 / 60])).toBe(60);
  expect(foldDenominator([801, 807, 813, 819, 823, 829].map((right) => right / 1013))).toBe(1013);
});

test('there is none for what is no share of a number of examples', () => {
  expect(shareDenominator([])).toBeNull();
  expect(shareDenominator([83.2, 84])).toBeNull();
  expect(shareDenominator([Math.LN2, Math.SQRT1_2, 1 / Math.PI, Math.E / 4])).toBeNull();
});
