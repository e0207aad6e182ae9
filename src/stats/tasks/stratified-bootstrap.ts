/**
 * Percentile intervals from resampled runs, each task's runs among themselves, as rliable computes them.
 *
 * The tasks are fixed. With few runs per task the intervals are too narrow: n runs show (n − 1) / n of their variance, and the
 * percentile method does not make up for that. They describe an aggregate; a verdict takes `stratifiedDifference`.
 *
 * Source: R. Agarwal et al., NeurIPS 2021.
 */
import { quantile } from '../describe.ts';
import { requireBetween } from '../error.ts';
import type { Interval } from '../interval.ts';
import { type Random, randomInteger } from '../random.ts';

export interface BootstrapOptions {
  readonly random: Random;
  readonly level?: number;
  readonly resamples?: number;
}

/**
 * @param sizes runs of each stratum
 * @param statistics of a resample, given how often it has each run, strata one after another; several values are several
 * statistics
 * @returns one interval per statistic
 */
export function stratifiedBootstrap(
  sizes: readonly number[],
  statistics: (counts: Float64Array) => readonly number[],
  { random, level = 0.95, resamples = 2_000 }: BootstrapOptions,
): Interval[] {
  requireBetween('stratifiedBootstrap', 'level', level, 0, 1);
  const counts = new Float64Array(sizes.reduce((sum, size) => sum + size, 0));
  const drawn: number[][] = [];
  for (let resample = 0; resample < resamples; resample++) {
    counts.fill(0);
    let start = 0;
    for (const size of sizes) {
      for (let draw = 0; draw < size; draw++) {
        const run = start + randomInteger(random, size);
        counts[run] = (counts[run] as number) + 1;
      }
      start += size;
    }
    for (const [index, value] of statistics(counts).entries()) {
      const values = drawn[index] ?? [];
      values.push(value);
      drawn[index] = values;
    }
  }
  return drawn.map((values) => ({
    level,
    low: quantile(values, (1 - level) / 2),
    high: quantile(values, (1 + level) / 2),
  }));
}
