import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  count,
  decimalsForSpread,
  fixed,
  intervalLevel,
  percent,
  plain,
  probability,
  pValue,
  signed,
  threeDigits,
} from '../../src/words/number.ts';

describe('decimalsForSpread', () => {
  test.each([
    [0.008, 3],
    [0.019, 3],
    [0.03, 2],
    [0.9, 1],
    [1.1, 1],
    [2.9, 1],
    [3, 0],
    [350, 0],
    [1e-7, 8],
  ])('a spread of %d deserves %i decimals', (spread, decimals) => {
    expect(decimalsForSpread(spread)).toBe(decimals);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a spread of %d says nothing', (spread) => {
    expect(decimalsForSpread(spread)).toBeNull();
  });
});

describe('fixed and signed', () => {
  test.each([
    [0.6914, 3, '0.691', '+0.691'],
    [-0.0042, 3, '−0.004', '−0.004'],
    [-0.0004, 3, '0.000', '0.000'],
    [0, 1, '0.0', '0.0'],
    [12_519, 0, '12,519', '+12,519'],
    [1.234e-11, 12, '1.23e−11', '+1.23e−11'],
    [-5e20, 0, '−5e20', '−5e20'],
    [Number.NaN, 3, 'n/a', 'n/a'],
    [Number.NEGATIVE_INFINITY, 3, '−∞', '−∞'],
  ])('write %d to %i decimals as %s and %s', (value, decimals, plainly, withSign) => {
    expect(fixed(value, decimals)).toBe(plainly);
    expect(signed(value, decimals)).toBe(withSign);
  });

  test('read back, every number is within half of its last digit', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 8 }),
        (value, decimals) => {
          const read = Number(fixed(value, decimals).replace('−', '-').replaceAll(',', ''));
          expect(Math.abs(read - value)).toBeLessThanOrEqual(0.5000001 * 10 ** -decimals);
        },
      ),
    );
  });
});

describe('pValue', () => {
  test.each([
    [0.00066, undefined, '0.0007'],
    [0.00001, undefined, '<0.0001'],
    [0.0123, undefined, '0.012'],
    [0.52, undefined, '0.52'],
    [0.9996, undefined, '>0.99'],
    [1, undefined, '1.00'],
    [0.04996, 0.05, '0.050'],
    [0.05004, 0.05, '0.05004'],
    [0.012504, 0.0125, '0.013'],
    [0.00001, 0.000005, '0.00001'],
  ])('writes %d against %s as %s', (p, alpha, expected) => {
    expect(pValue(p, alpha)).toBe(expected);
  });

  test('never rounds p to the other side of its level', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 0.99, noNaN: true }),
        fc.double({ min: 1e-3, max: 0.2, noNaN: true }),
        (p, alpha) => {
          expect(Number(pValue(p, alpha)) <= alpha).toBe(p <= alpha);
        },
      ),
    );
  });
});

test.each([
  [0.05, '0.05'],
  [0.0125, '0.0125'],
  [0.05 / 21, '0.00238'],
  [-1e-7, '−1e−7'],
])('%d has at most three digits: %s', (value, expected) => {
  expect(threeDigits(value)).toBe(expected);
});

test.each([
  [0.123, 0, '12 %'],
  [-0.004, 1, '−0.4 %'],
])('the share %d to %i decimals is %s', (share, decimals, expected) => {
  expect(percent(share, decimals)).toBe(expected);
});

test.each([
  [0.95, '95\u00a0%'],
  [0.9875, '98.75\u00a0%'],
  [0.9, '90\u00a0%'],
])('an interval of level %d is written %s', (value, expected) => {
  expect(intervalLevel(value)).toBe(expected);
});

test.each([
  [0.97, '0.97'],
  [0.9971, '>0.99'],
  [0.001, '<0.01'],
  [1, '1'],
  [0, '0'],
  [Number.NaN, 'n/a'],
])('the probability %d is written %s', (value, expected) => {
  expect(probability(value)).toBe(expected);
});

test.each([
  [0.310001, '0.310'],
  [2, '2'],
  [0, '0'],
  [21_450, '21,450'],
  [-0.00123, '−0.00123'],
])('%d of unknown spread is written %s', (value, expected) => {
  expect(plain(value)).toBe(expected);
});

test('a whole number has its thousands grouped', () => {
  expect(count(1_234_567)).toBe('1,234,567');
});
