import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean, standardDeviation } from '../../src/stats/describe.ts';
import { createRandom, randomNormal } from '../../src/stats/random.ts';
import { expectClose } from '../stats/support.ts';
import {
  acceleration,
  basicInterval,
  bcaInterval,
  percentileInterval,
  studentisedInterval,
} from './bootstrap-intervals.ts';

// R package boot, in scipy's test suite.
const SAMPLE = [10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213];
const options = (label: string) => ({
  level: 0.95,
  resamples: 300_000,
  random: createRandom('bootstrap', label),
});
const errorOfMean = (sample: readonly number[]) => standardDeviation(sample) / Math.sqrt(sample.length);

describe('bootstrap intervals of the mean', () => {
  test.each([
    ['percentile', percentileInterval, 28.86, 84.21],
    ['basic', basicInterval, 23.77, 79.12],
    ['BCa', bcaInterval, 32.31, 91.43],
  ] as const)('%s agrees with R', (label, interval, low, high) => {
    const result = interval(SAMPLE, mean, options(label));
    expectClose(result.low, low, 0.005);
    expectClose(result.high, high, 0.005);
  });

  test('the acceleration agrees with R', () => {
    expectClose(acceleration(SAMPLE, mean), 0.0615288696, 1e-8);
  });

  test('the studentised interval leans to the long tail, as the sample does', () => {
    const result = studentisedInterval(SAMPLE, mean, errorOfMean, { ...options('t'), resamples: 20_000 });
    const centre = mean(SAMPLE);
    expect(result.high - centre).toBeGreaterThan(1.5 * (centre - result.low));
  });

  test('the same generator gives the same interval, and another one nearly the same', () => {
    const run = (label: string) =>
      bcaInterval(SAMPLE, mean, { resamples: 10_000, random: createRandom(label) });
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
    expectClose(run('a').high, run('b').high, 0.05);
  });

  test('on many normal values all of them agree with the t interval', () => {
    const random = createRandom('normal sample');
    const sample = Array.from({ length: 200 }, () => randomNormal(random));
    const half = 1.972 * errorOfMean(sample);
    for (const interval of [percentileInterval, basicInterval, bcaInterval]) {
      const { low, high } = interval(sample, mean, { resamples: 4000, random });
      expect(Math.abs(high - low - 2 * half)).toBeLessThan(0.15 * half);
    }
  });

  test('negating the sample mirrors the acceleration', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(values, (sample) => {
        const mirrored = acceleration(
          sample.map((value) => -value),
          mean,
        );
        expect(Math.abs(mirrored + acceleration(sample, mean))).toBeLessThan(1e-9);
      }),
    );
  });

  test('BCa stays finite where all resamples lie on one side', () => {
    const highest = (sample: readonly number[]) => Math.max(...sample);
    const { low, high } = bcaInterval([1, 2, 3, 4, 50], highest, {
      resamples: 500,
      random: createRandom('max'),
    });
    expect(low).toBeGreaterThanOrEqual(1);
    expect(high).toBe(50);
  });

  test('a constant sample has an interval of one point', () => {
    const { low, high } = bcaInterval([3, 3, 3], mean, { resamples: 100, random: createRandom('c') });
    expect([low, high]).toEqual([3, 3]);
  });

  test('says what it needs', () => {
    const random = createRandom('x');
    expect(() => bcaInterval([1], mean, { random })).toThrow('bcaInterval requires at least two values');
    expect(() => percentileInterval([1, Number.NaN], mean, { random })).toThrow('requires finite values');
    expect(() => studentisedInterval([2, 2], mean, errorOfMean, { random })).toThrow(
      'requires a sample that varies',
    );
  });
});
