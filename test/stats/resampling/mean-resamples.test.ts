import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean, standardDeviation } from '../../../src/stats/describe.ts';
import { createRandom, randomInteger } from '../../../src/stats/random.ts';
import { resampleMeans } from '../../../src/stats/resampling/mean-resamples.ts';
import { shareAtLeast } from '../../../src/stats/resampling/resampled-law.ts';
import { expectClose } from '../support.ts';

// R package boot, in scipy's test suite.
const SAMPLE = [10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213];

describe('resamples of a mean', () => {
  test('are those of the general bootstrap', () => {
    const resamples = resampleMeans(SAMPLE, { resamples: 20_000 });
    const random = createRandom('general bootstrap');
    const general = Array.from({ length: 20_000 }, () => {
      const drawn = SAMPLE.map(() => SAMPLE[randomInteger(random, SAMPLE.length)] as number);
      return (mean(drawn) - mean(SAMPLE)) / (standardDeviation(drawn) / 4);
    });
    for (const bound of [-4, -2, -0.5, 0, 1, 1.7]) {
      const share = general.filter((ratio) => ratio >= bound).length / 20_000;
      // Five standard errors of a difference of two such shares.
      expect(Math.abs(shareAtLeast(resamples.ratios, bound) - share)).toBeLessThan(
        5 * Math.sqrt(0.5 / 20_000),
      );
    }
    expectClose(resamples.mean, mean(SAMPLE), 1e-15);
    expectClose(resamples.standardError, standardDeviation(SAMPLE) / 4, 1e-15);
  });

  test('have a t of their own, infinite where a resample holds one value only', () => {
    // Of two values a resample is either of them twice, or both: t −∞, +∞ or 0.
    const { ratios } = resampleMeans([1, 3]);
    expect([...ratios.values]).toEqual([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
    expect([...(ratios.upTo ?? [])]).toEqual([0.25, 0.75, 1]);
  });

  test.each([2, 5, 9])('of %d values are all there are', (n) => {
    const sample = SAMPLE.slice(0, n);
    const { ratios } = resampleMeans(sample);
    const choose = [3, 126, 24_310][[2, 5, 9].indexOf(n)];
    expect(ratios.values).toHaveLength(choose as number);
    expect(ratios.upTo?.at(-1)).toBe(1);
    const drawn = SAMPLE.slice(0, 10);
    expect(resampleMeans(drawn).ratios.upTo).toBeNull();
  });

  test('keep their t when the sample is shifted or scaled', () => {
    const value = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 2, maxLength: 12 }).filter((sample) => new Set(sample).size > 1),
        value,
        fc.constantFrom(2, 1024, 2 ** -30),
        (sample, shift, scale) => {
          const draw = (values: readonly number[]) => resampleMeans(values, { resamples: 20 });
          const plain = draw(sample);
          const moved = draw(sample.map((number) => scale * (number + shift)));
          for (const [index, expected] of plain.ratios.values.entries()) {
            const ratio = moved.ratios.values[index] as number;
            if (!Number.isFinite(expected)) expect(ratio).toBe(expected);
            else expect(Math.abs(ratio - expected)).toBeLessThan(1e-6 * (1 + Math.abs(expected)));
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
