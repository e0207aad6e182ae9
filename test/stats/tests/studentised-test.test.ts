import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean, standardDeviation } from '../../../src/stats/describe.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { resampleMeans } from '../../../src/stats/resampling/mean-resamples.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import {
  smallestStudentisedPValue,
  studentisedIntervalOfMean,
  studentisedTest,
} from '../../../src/stats/tests/studentised-test.ts';
import { twoOneSidedTests } from '../../../src/stats/tests/tost.ts';
import { expectClose } from '../support.ts';

const draw = (sample: readonly number[], resamples = 10_000) => resampleMeans(sample, { resamples });
const exponential = (random: () => number) => -Math.log(1 - random()) - 1;

/** Every one of the n^n resamples, as `resampleMeans` would draw them. */
function allResamples(sample: readonly number[]): number[] {
  const n = sample.length;
  const centre = mean(sample);
  return Array.from({ length: n ** n }, (_, code) => {
    const values = sample.map((_value, place) => sample[Math.floor(code / n ** place) % n] as number);
    const error = values.every((value) => value === values[0]) ? 0 : standardDeviation(values) / Math.sqrt(n);
    const distance = mean(values) - centre;
    return error === 0 ? Math.sign(distance) * Number.POSITIVE_INFINITY : distance / error;
  });
}

describe('the studentised bootstrap test', () => {
  test.each([
    ['five values', [0.3, 0.9, 1.1, 0.2, 0.7]],
    ['ties', [0.25, 0.5, 0.5, 0.5, -0.25, 0.75]],
  ])('is exact: it agrees with all resamples of %s, counted one by one', (_, sample) => {
    const n = sample.length;
    const ratios = allResamples(sample);
    const error = standardDeviation(sample) / Math.sqrt(n);
    const t = mean(sample) / error;
    const atLeast = (bound: number) => ratios.filter((ratio) => ratio >= bound - 1e-12).length / n ** n;
    const atMost = (bound: number) => ratios.filter((ratio) => ratio <= bound + 1e-12).length / n ** n;
    const { pValue, equivalencePValue, nonInferiorityPValue } = studentisedTest(draw(sample), 1.5);
    const lower = atLeast((mean(sample) + 1.5) / error);
    expectClose(nonInferiorityPValue ?? Number.NaN, lower, 1e-12);
    expectClose(pValue, 2 * Math.min(atLeast(t), atMost(t)), 1e-12);
    const expected = Math.max(atLeast((mean(sample) + 1.5) / error), atMost((mean(sample) - 1.5) / error));
    expectClose(equivalencePValue ?? Number.NaN, expected, 1e-12);
  });

  test.each([3, 4, 5, 6, 7, 8, 9])('reaches the smallest p of %d values, without rounding', (n) => {
    // One value lies above the mean, so one resample is as extreme.
    const values = Array.from({ length: n }, (_, index) => 1 + (index === 0 ? 0.01 : index / 1e5));
    const tests = [values, values.map((value) => -value)].map((sample) => studentisedTest(draw(sample)));
    for (const { pValue } of tests) expect(pValue).toBe(smallestStudentisedPValue(n));
  });

  test('has an interval of just the means that neither one-sided test rejects', () => {
    const resamples = draw([-1.289, 0.195, -0.156, -0.082, -0.071, -0.365]);
    const { low, high } = studentisedIntervalOfMean(resamples, { level: 0.9 });
    const pAt = (margin: number) => studentisedTest(resamples, margin).nonInferiorityPValue ?? Number.NaN;
    // p falls as the bound does: the lower limit is where it crosses the tail.
    expect(pAt(-(low ?? 0) + 1e-9)).toBeLessThanOrEqual(0.05);
    expect(pAt(-(low ?? 0) - 1e-9)).toBeGreaterThan(0.05);
    const mirrored = draw([1.289, -0.195, 0.156, 0.082, 0.071, 0.365]);
    const other = studentisedIntervalOfMean(mirrored, { level: 0.9 });
    expectClose(other.low ?? Number.NaN, -(high ?? 0), 1e-12);
    expectClose(other.high ?? Number.NaN, -(low ?? 0), 1e-12);
  });

  test('has an interval without limits where values are too few to set any', () => {
    expect(studentisedIntervalOfMean(draw([1, 2]), { level: 0.9 })).toEqual({
      level: 0.9,
      low: null,
      high: null,
    });
    expect(
      studentisedIntervalOfMean(draw([1, 2, 4, 8, 9, 11, 12, 14, 19, 23], 9), { level: 0.9 }).low,
    ).toBeNull();
  });

  test('agrees with Student on many normal values, for a difference and for equivalence', () => {
    const random = createRandom('normal values');
    const sample = Array.from({ length: 200 }, () => 0.15 + randomNormal(random));
    const t = pairedT(sample);
    const bounds = twoOneSidedTests({
      difference: t.mean,
      standardError: t.standardError,
      degreesOfFreedom: t.degreesOfFreedom,
      margin: 0.3,
      alpha: 0.05,
    });
    const test = studentisedTest(draw(sample), 0.3);
    expect(Math.abs(test.pValue - t.pValue)).toBeLessThan(0.03);
    expect(Math.abs((test.equivalencePValue ?? Number.NaN) - bounds.pValue)).toBeLessThan(0.03);
  });

  test('misses fewer means of skewed values than the t test does', () => {
    const random = createRandom('skewed');
    let byT = 0;
    let byResampling = 0;
    const repetitions = 600;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const sample = Array.from({ length: 10 }, () => exponential(random));
      if (pairedT(sample).pValue <= 0.05) byT++;
      if (studentisedTest(resampleMeans(sample, { resamples: 999 })).pValue <= 0.05) byResampling++;
    }
    // Some 10 % against 5 %, each with an error of one point.
    expect(byT / repetitions).toBeGreaterThan(0.07);
    expect(byResampling / repetitions).toBeLessThan(0.075);
  });

  test('turns with the sign of the values, and never gives a p of zero', () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 3, maxLength: 10 }).filter((sample) => standardDeviation(sample) > 1e-3),
        (sample) => {
          const { pValue, smallestAttainable } = studentisedTest(draw(sample, 300));
          const mirrored = studentisedTest(
            draw(
              sample.map((number) => -number),
              300,
            ),
          );
          expect(mirrored.pValue).toBeCloseTo(pValue, 12);
          expect(pValue).toBeGreaterThanOrEqual(smallestAttainable);
          expect(pValue).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    [2, 0.5],
    [3, 2 / 27],
    [5, 2 / 3125],
    [300, 0],
  ])('of %d values never goes below %d', (n, smallest) => {
    expect(smallestStudentisedPValue(n)).toBeCloseTo(smallest, 15);
    if (n > 3) return;
    // As far from zero as values can lie without being equal.
    const sample = Array.from({ length: n }, (_, index) => 1000 + index);
    expect(studentisedTest(draw(sample, 20_000)).pValue).toBeGreaterThan(0.85 * smallest);
  });
});
