/**
 * Resamples of one sample's mean, made once for everything that is read off them (`studentisedTest`).
 *
 * Each resample is as many values drawn with replacement as the sample has. What is kept of it is its mean's distance
 * from the sample's in standard errors of its own: what t is to the sample, measured from the truth that the resample was
 * drawn from.
 *
 * Up to nine values all resamples are visited, each with the probability that it has: a resample is known by how often it holds
 * each value, and there are (2n − 1 choose n) of them, 24,310 for nine. Nothing of what is read off them is chance then. Beyond,
 * `resamples` of them are drawn, of `resamples` × values draws, 5 ns each.
 *
 * Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), sections 2.4 and 5.2.
 */

import { mean, standardDeviation } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';
import { type Random, randomInteger } from '../random.ts';
import { drawnLaw, type ResampledLaw, wholeLaw } from './resampled-law.ts';

/** Squares around the mean below this share of those around zero are the rounding of equal values. */
const ROUNDING = 1e-13;
const MAX_EXACT_VALUES = 9;

export interface MeanResamples {
  readonly n: number;
  /** Mean of the sample, in its unit. */
  readonly mean: number;
  readonly standardError: number;
  /** t of every resample around the sample's mean; ±Infinity for one that holds a single value n times. */
  readonly ratios: ResampledLaw;
}

/**
 * @throws StatisticsError for fewer than two values, values that are not finite, or values that do not vary
 *
 * @example resampleMeans([1, 2, 4], { random: createRandom('my', 'experiment') }).ratios.values.length // 10, all that there are
 */
export function resampleMeans(
  sample: readonly number[],
  { resamples = 10_000, random }: { resamples?: number; random: Random },
): MeanResamples {
  if (sample.length < 2) throw new StatisticsError('resampleMeans requires at least two values');
  requireFinite('resampleMeans', sample);
  const n = sample.length;
  const centre = mean(sample);
  const deviation = standardDeviation(sample);
  if (!(deviation > 0)) throw new StatisticsError('resampleMeans requires values that vary');
  // In standard deviations around the mean, so that squares do not leave the range of doubles.
  const scaled = Float64Array.from(sample, (value) => (value - centre) / deviation);
  // A resample's t is a function of the sum and the sum of squares of its values.
  const ratioOf = (sum: number, squares: number) => {
    const around = squares - (sum * sum) / n;
    return around > ROUNDING * squares ? sum / Math.sqrt((n * around) / (n - 1)) : infinite(sum);
  };
  return {
    n,
    mean: centre,
    standardError: deviation / Math.sqrt(n),
    ratios: n <= MAX_EXACT_VALUES ? visitAll(scaled, ratioOf) : draw(scaled, resamples, random, ratioOf),
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

/** A resample that holds the values k₁, k₂, … times is drawn with probability n! / (k₁! k₂! …) / nⁿ. */
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

/** As far from the sample's mean as a resample of equal values is, on its side; not at all where they are the mean. */
function infinite(distance: number): number {
  return distance === 0 ? 0 : Math.sign(distance) * Number.POSITIVE_INFINITY;
}
