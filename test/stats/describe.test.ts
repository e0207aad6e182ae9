import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isConstant, mean, quantile, standardDeviation } from '../../src/stats/describe.ts';
import { expectClose } from './support.ts';

/** NIST Statistical Reference Datasets, univariate: 1001 values around a large number, certified mean and deviation. */
const numAcc = (offset: number) => [
  offset + 0.2,
  ...Array.from({ length: 1000 }, (_, index) => offset + (index % 2 ? 0.3 : 0.1)),
];

describe('mean and standard deviation', () => {
  test.each([
    ['NumAcc1', [10_000_001, 10_000_003, 10_000_002], 10_000_002, 1],
    ['NumAcc2', numAcc(1), 1.2, 0.1],
    ['NumAcc3', numAcc(1_000_000), 1_000_000.2, 0.1],
    ['NumAcc4', numAcc(10_000_000), 10_000_000.2, 0.1],
  ])('agree with the certified values of %s', (_name, values, centre, deviation) => {
    expectClose(mean(values), centre, 1e-15);
    // The data themselves, as doubles, are off by 1e-9 / 0.1 in NumAcc4.
    expectClose(standardDeviation(values), deviation, 2e-8);
  });

  test('agree with exact rational arithmetic on near-constant data (python3 fractions)', () => {
    // The population of doubles 1e9 + k/8 is exact, so its deviation is that of k/8.
    const steps = [0, 1, 2, 3, 5, 8, 13, 21].map((k) => k / 8);
    expectClose(standardDeviation(steps.map((step) => 1e9 + step)), standardDeviation(steps), 1e-15);
  });

  test.each([1e-300, 1e-160, 1, 1e160, 1e300])('neither overflow nor vanish at scale %d', (scale) => {
    expectClose(
      standardDeviation([1, 2, 3, 4].map((value) => value * scale)),
      1.2909944487358056 * scale,
      1e-14,
    );
    expectClose(mean([1, 2, 3, 4].map((value) => value * scale)), 2.5 * scale, 1e-14);
  });

  test('a mean exists where the sum overflows', () => {
    expectClose(mean([1.5e308, 1.7e308]), 1.6e308, 1e-14);
  });

  test('a shift leaves the deviation', () => {
    const value = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 30 }), value, (values, shift) => {
        const moved = values.map((each) => each + shift * 1024);
        expect(Math.abs(standardDeviation(moved) - standardDeviation(values))).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('quantile', () => {
  // numpy.quantile([3, 1, 2, 10], q)
  test.each([
    [0, 1],
    [0.25, 1.75],
    [0.5, 2.5],
    [0.9, 7.9],
    [1, 10],
  ])('at %d interpolates as numpy does', (probability, expected) => {
    expectClose(quantile([3, 1, 2, 10], probability), expected, 1e-15);
  });
});

describe('isConstant', () => {
  test('sees through the rounding of equal gains', () => {
    const gains = [0.8 - 0.7, 0.9 - 0.8, 0.3 - 0.2];
    expect(new Set(gains).size).toBeGreaterThan(1);
    expect(isConstant(gains, 0.9)).toBe(true);
  });

  test('does not take small differences for rounding', () => {
    expect(isConstant([1e-12, 2e-12, 3e-12], 0.9)).toBe(false);
    expect(isConstant([1e9 + 0.001, 1e9])).toBe(false);
  });

  test('holds for zeros and single values', () => {
    expect(isConstant([0, 0, -0])).toBe(true);
    expect(isConstant([5])).toBe(true);
  });
});
