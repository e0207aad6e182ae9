/**
 * Bootstrap intervals of any statistic of one sample, resampled as the textbook has it: what the program's own, of means alone and
 * read off resamples that it has made anyway, are held against, and what docs/contributing/statistics.md tells the misses of.
 *
 * Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), ch. 5; B. Efron (1987) for BCa.
 */
import { mean, quantile } from '../../src/stats/describe.ts';
import { normalCdf, normalQuantile } from '../../src/stats/distributions/normal.ts';
import { requireBetween, requireFinite, StatisticsError } from '../../src/stats/error.ts';
import type { Interval } from '../../src/stats/interval.ts';
import { type Random, randomInteger } from '../../src/stats/random.ts';

type Statistic = (sample: readonly number[]) => number;

interface BootstrapOptions {
  readonly level?: number;
  /** 10,000 settles the limits of a 95 % interval to about a fiftieth of its width. */
  readonly resamples?: number;
  readonly random: Random;
}

/** Quantiles of the resampled statistic. */
export function percentileInterval(
  sample: readonly number[],
  statistic: Statistic,
  { level = 0.95, resamples = 10_000, random }: BootstrapOptions,
): Interval {
  const distribution = resampled('percentileInterval', sample, statistic, level, resamples, random);
  return { level, ...limits(distribution, (1 - level) / 2, (1 + level) / 2) };
}

/** The percentile interval mirrored at the estimate: errors of the resamples, taken as errors of the estimate. */
export function basicInterval(
  sample: readonly number[],
  statistic: Statistic,
  { level = 0.95, resamples = 10_000, random }: BootstrapOptions,
): Interval {
  const distribution = resampled('basicInterval', sample, statistic, level, resamples, random);
  const { low, high } = limits(distribution, (1 - level) / 2, (1 + level) / 2);
  const estimate = statistic(sample);
  return { level, low: 2 * estimate - high, high: 2 * estimate - low };
}

/**
 * Bias-corrected and accelerated: percentile limits, moved by how far the resamples sit beside the estimate (bias) and by
 * how much its error changes with its value (acceleration, from leaving out one value at a time).
 *
 * @example bcaInterval(differences, mean, { random: createRandom('my', 'experiment') })
 */
export function bcaInterval(
  sample: readonly number[],
  statistic: Statistic,
  { level = 0.95, resamples = 10_000, random }: BootstrapOptions,
): Interval {
  const distribution = resampled('bcaInterval', sample, statistic, level, resamples, random);
  const estimate = statistic(sample);
  const below = distribution.filter((value) => value < estimate).length;
  const ties = distribution.filter((value) => value === estimate).length;
  // Half a resample is the least that can be told.
  const share = Math.min(Math.max((below + ties / 2) / resamples, 0.5 / resamples), 1 - 0.5 / resamples);
  const bias = normalQuantile(share);
  const skew = acceleration(sample, statistic);
  const moved = (probability: number): number => {
    const z = bias + normalQuantile(probability);
    const divisor = 1 - skew * z;
    // Past the pole of the transformation the limit is the far end of the resamples.
    return divisor <= 0 ? (z > 0 ? 1 : 0) : normalCdf(bias + z / divisor);
  };
  return { level, ...limits(distribution, moved((1 - level) / 2), moved((1 + level) / 2)) };
}

/** The acceleration of BCa: a sixth of the skewness of the jackknife influence values. Zero for a symmetric sample's mean. */
export function acceleration(sample: readonly number[], statistic: Statistic): number {
  const leftOut = sample.map((_, index) => statistic(sample.filter((_value, other) => other !== index)));
  const centre = mean(leftOut);
  let squares = 0;
  let cubes = 0;
  for (const value of leftOut) {
    squares += (centre - value) ** 2;
    cubes += (centre - value) ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/**
 * Quantiles of (resampled − estimate) / its own standard error, turned into an interval as a t table is.
 *
 * @param standardError of the statistic, from one sample; for a mean `standardDeviation(s) / √n`. Resamples for which it is
 *   zero are drawn again.
 */
export function studentisedInterval(
  sample: readonly number[],
  statistic: Statistic,
  standardError: Statistic,
  { level = 0.95, resamples = 10_000, random }: BootstrapOptions,
): Interval {
  requireSample('studentisedInterval', sample, level);
  const estimate = statistic(sample);
  const error = standardError(sample);
  if (!(error > 0)) throw new StatisticsError('studentisedInterval requires a sample that varies');
  const ratios: number[] = [];
  const draw = new Array<number>(sample.length).fill(0);
  for (let attempt = 0; ratios.length < resamples && attempt < 20 * resamples; attempt++) {
    refill(draw, sample, random);
    const resampledError = standardError(draw);
    // A resample of one repeated value says nothing about the ratio.
    if (resampledError > 1e-12 * error) ratios.push((statistic(draw) - estimate) / resampledError);
  }
  if (ratios.length < resamples)
    throw new StatisticsError('studentisedInterval requires resamples that vary');
  const { low, high } = limits(ratios, (1 - level) / 2, (1 + level) / 2);
  return { level, low: estimate - high * error, high: estimate - low * error };
}

function requireSample(name: string, sample: readonly number[], level: number): void {
  if (sample.length < 2) throw new StatisticsError(`${name} requires at least two values`);
  requireFinite(name, sample);
  requireBetween(name, 'level', level, 0, 1);
}

function resampled(
  name: string,
  sample: readonly number[],
  statistic: Statistic,
  level: number,
  resamples: number,
  random: Random,
): number[] {
  requireSample(name, sample, level);
  const draw = new Array<number>(sample.length).fill(0);
  const values: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    refill(draw, sample, random);
    values.push(statistic(draw));
  }
  return values;
}

function refill(draw: number[], sample: readonly number[], random: Random): void {
  for (let index = 0; index < draw.length; index++) {
    draw[index] = sample[randomInteger(random, sample.length)] as number;
  }
}

function limits(
  distribution: readonly number[],
  lower: number,
  upper: number,
): { low: number; high: number } {
  return { low: quantile(distribution, lower), high: quantile(distribution, upper) };
}
