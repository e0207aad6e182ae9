/**
 * Resamples of a sample's mean: each draws n values with replacement, and its mean's distance from the sample's is kept, in
 * its own standard errors.
 *
 * Up to nine values, all resamples are visited with their probabilities, so nothing is random. Beyond, `resamples` are drawn,
 * the same ones for all samples of n values.
 *
 * Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), sections 2.4 and 5.2.
 */

import { mean, standardDeviation } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';
import { resampleSums } from './resample-sums.ts';
import { drawnLaw, type ResampledLaw, wholeLaw } from './resampled-law.ts';
import { CHUNK } from './shared-draws.ts';

/** Less spread, in variances of the sample or in squares of the resample, is rounding of equal values. */
const ROUNDING = 1e-13;
/** Smaller distances from the mean, in standard deviations, are rounding. */
const NO_DISTANCE = 1e-9;
const MAX_EXACT_VALUES = 9;

export interface MeanResamples {
  readonly n: number;
  readonly mean: number;
  readonly standardError: number;
  /** t of every resample around the sample's mean; ±Infinity if all its values are equal. */
  readonly ratios: ResampledLaw;
}

/** @throws StatisticsError for fewer than two values, values that are not finite, or constant values */
export function resampleMeans(
  sample: readonly number[],
  { resamples = 10_000 }: { resamples?: number } = {},
): MeanResamples {
  const { scaled, ratioOf, ...rest } = standardise(sample);
  return {
    ...rest,
    ratios: rest.n <= MAX_EXACT_VALUES ? visitAll(scaled, ratioOf) : draw(scaled, resamples, ratioOf),
  };
}

export interface Standardised extends Omit<MeanResamples, 'ratios'> {
  /** Distances from the mean in standard deviations, which keeps squares within a double's range. */
  readonly scaled: Float64Array;
  /** t of a resample, which depends only on the sum and the sum of squares of its scaled values. */
  readonly ratioOf: RatioOf;
}

/** @throws StatisticsError as `resampleMeans` */
export function standardise(sample: readonly number[]): Standardised {
  if (sample.length < 2) throw new StatisticsError('resampleMeans requires at least two values');
  requireFinite('resampleMeans', sample);
  const n = sample.length;
  const centre = mean(sample);
  const deviation = standardDeviation(sample);
  if (!(deviation > 0)) throw new StatisticsError('resampleMeans requires values that vary');
  return {
    n,
    mean: centre,
    standardError: deviation / Math.sqrt(n),
    scaled: Float64Array.from(sample, (value) => (value - centre) / deviation),
    ratioOf: (sum, squares) => {
      const around = squares - (sum * sum) / n;
      return around > ROUNDING * Math.max(squares, 1)
        ? sum / Math.sqrt((n * around) / (n - 1))
        : infinite(sum);
    },
  };
}

type RatioOf = (sum: number, squares: number) => number;

function draw(values: Float64Array, resamples: number, ratioOf: RatioOf): ResampledLaw {
  const sumsOf = resampleSums(values);
  const ratios = new Float64Array(resamples);
  for (let start = 0; start < resamples; start += CHUNK) {
    const sums = sumsOf(start / CHUNK);
    const end = Math.min(CHUNK, resamples - start);
    for (let index = 0; index < end; index++)
      ratios[start + index] = ratioOf(sums[2 * index] as number, sums[2 * index + 1] as number);
  }
  return drawnLaw(ratios);
}

/** n! / (k₁! k₂! …) of the nⁿ resamples have counts k₁, k₂, … */
function visitAll(values: Float64Array, ratioOf: RatioOf): ResampledLaw {
  const n = values.length;
  const [ratios, weights]: [number[], number[]] = [[], []];
  const visit = (index: number, left: number, sum: number, squares: number, weight: number): void => {
    const value = values[index] as number;
    if (index === n - 1) {
      ratios.push(ratioOf(sum + left * value, squares + left * value * value));
      weights.push(weight);
      return;
    }
    let ways = weight;
    for (let times = 0; times <= left; times++) {
      const [total, square] = [sum + times * value, squares + times * value * value];
      visit(index + 1, left - times, total, square, ways);
      ways = (ways * (left - times)) / (times + 1);
    }
  };
  visit(0, n, 0, 0, 1);
  return wholeLaw(Float64Array.from(ratios), Float64Array.from(weights));
}

function infinite(distance: number): number {
  return Math.abs(distance) <= NO_DISTANCE ? 0 : Math.sign(distance) * Number.POSITIVE_INFINITY;
}
