/**
 * Resamples of one sample's mean, drawn once for everything that is read off them: an interval (`bcaIntervalOfMean`) and
 * the studentised test (`studentisedTest`).
 *
 * Each resample is as many values drawn with replacement as the sample has. What is kept of it is its mean, and its mean's
 * distance from the sample's in standard errors of its own: what t is to the sample, measured from the truth that the
 * resample was drawn from.
 *
 * Cost: `resamples` × values draws, 5 ns each.
 *
 * Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), sections 2.4 and 5.2.
 */
import { bcaLimits } from './bootstrap.ts';
import { mean, standardDeviation } from './describe.ts';
import { requireBetween, requireFinite, StatisticsError } from './error.ts';
import type { Interval } from './interval.ts';
import { type Random, randomInteger } from './random.ts';

/** Squares around the mean below this share of those around zero are the rounding of equal values. */
const ROUNDING = 1e-13;

export interface MeanResamples {
  readonly n: number;
  /** Mean of the sample, in its unit. */
  readonly mean: number;
  readonly standardError: number;
  /** Mean of every resample, rising, in the sample's unit. */
  readonly means: Float64Array;
  /** t of every resample around the sample's mean, rising; ±Infinity for one that holds a single value n times. */
  readonly ratios: Float64Array;
  /** Acceleration of BCa: a sixth of the skewness of the jackknife influence values. */
  readonly acceleration: number;
}

/**
 * @throws StatisticsError for fewer than two values, values that are not finite, or values that do not vary
 *
 * @example resampleMeans([1, 2, 4], { random: createRandom('my', 'experiment') }).means.length // 10000
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
  // In standard deviations around the mean, so that neither squares nor cubes leave the range of doubles.
  const scaled = Float64Array.from(sample, (value) => (value - centre) / deviation);
  const means = new Float64Array(resamples);
  const ratios = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let sum = 0;
    let squares = 0;
    for (let draw = 0; draw < n; draw++) {
      const value = scaled[randomInteger(random, n)] as number;
      sum += value;
      squares += value * value;
    }
    const around = squares - (sum * sum) / n;
    means[resample] = centre + (deviation * sum) / n;
    ratios[resample] = around > ROUNDING * squares ? sum / Math.sqrt((n * around) / (n - 1)) : infinite(sum);
  }
  const cubes = scaled.reduce((total, value) => total + value ** 3, 0);
  return {
    n,
    mean: centre,
    standardError: deviation / Math.sqrt(n),
    means: means.sort(),
    ratios: ratios.sort(),
    acceleration: cubes / (6 * (n - 1) ** 1.5),
  };
}

/** As far from the sample's mean as a resample of equal values is, on its side; not at all where they are the mean. */
function infinite(distance: number): number {
  return distance === 0 ? 0 : Math.sign(distance) * Number.POSITIVE_INFINITY;
}

/** The BCa interval of the mean (see stats/bootstrap.ts), from resamples that exist already. */
export function bcaIntervalOfMean(
  { mean: estimate, means, acceleration }: MeanResamples,
  { level = 0.95 }: { level?: number } = {},
): Interval {
  requireBetween('bcaIntervalOfMean', 'level', level, 0, 1);
  return { level, ...bcaLimits(means, estimate, acceleration, level) };
}
