/**
 * Resamples of a sample's mean: each draws n values with replacement, and its mean's distance from the sample's is kept, in
 * its own standard errors.
 *
 * Up to nine values, all resamples are visited with their probabilities, so nothing is random. Beyond, `resamples` are drawn.
 *
 * Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), sections 2.4 and 5.2.
 */

import { mean, standardDeviation } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';
import { type Random, randomInteger } from '../random.ts';
import { drawnLaw, type ResampledLaw, wholeLaw } from './resampled-law.ts';

/** A smaller share of squares around the mean is rounding of equal values. */
const ROUNDING = 1e-13;
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
  { resamples = 10_000, random }: { resamples?: number; random: Random },
): MeanResamples {
  const { scaled, ratioOf, ...rest } = standardise(sample);
  return {
    ...rest,
    ratios: rest.n <= MAX_EXACT_VALUES ? visitAll(scaled, ratioOf) : draw(scaled, resamples, random, ratioOf),
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
      return around > ROUNDING * squares ? sum / Math.sqrt((n * around) / (n - 1)) : infinite(sum);
    },
  };
}

type RatioOf = (sum: number, squares: number) => number;

function draw(values: Float64Array, resamples: number, random: Random, ratioOf: RatioOf): ResampledLaw {
  const n = values.length;
  const ratios = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let sum = 0;
    let squares = 0;
    for (let index = 0; index < n; index++) {
      const value = values[randomInteger(random, n)] as number;
      sum += value;
      squares += value * value;
    }
    ratios[resample] = ratioOf(sum, squares);
  }
  return drawnLaw(ratios);
}

/** A resample with counts k₁, k₂, … has probability n! / (k₁! k₂! …) / nⁿ. */
function visitAll(values: Float64Array, ratioOf: RatioOf): ResampledLaw {
  const n = values.length;
  const [ratios, weights]: [number[], number[]] = [[], []];
  const visit = (index: number, left: number, sum: number, squares: number, weight: number): void => {
    const value = values[index] as number;
    if (index === n - 1) {
      ratios.push(ratioOf(sum + left * value, squares + left * value * value));
      weights.push(weight / factorial(left));
      return;
    }
    for (let times = 0; times <= left; times++) {
      const [total, square] = [sum + times * value, squares + times * value * value];
      visit(index + 1, left - times, total, square, weight / factorial(times));
    }
  };
  visit(0, n, 0, 0, 1);
  return wholeLaw(Float64Array.from(ratios), Float64Array.from(weights));
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

function infinite(distance: number): number {
  return distance === 0 ? 0 : Math.sign(distance) * Number.POSITIVE_INFINITY;
}
