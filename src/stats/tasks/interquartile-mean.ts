/**
 * The mean of the middle half of all runs on all tasks: neither the best nor the worst runs decide.
 *
 * As rliable's `aggregate_iqm`, scipy.stats.trim_mean(…, 0.25): of N runs, ⌊N / 4⌋ are left out at either end. Where tasks have
 * unequal runs, every task keeps the same weight, and that share of the weight is left out. Scores must be on one scale:
 * normalise them first.
 *
 * Source: R. Agarwal et al., NeurIPS 2021.
 */
import type { Interval } from '../interval.ts';
import { onceEach, type Runs, runsOf, type TaskScores } from './runs.ts';
import { type BootstrapOptions, stratifiedBootstrap } from './stratified-bootstrap.ts';

/** @example interquartileMean([[1, 2], [2, 2], [3, 9]]) // 2.25 */
export function interquartileMean(scores: TaskScores): number {
  const runs = runsOf('interquartileMean', scores);
  return middleMean(runs)(onceEach(runs));
}

/** Percentile interval of new runs on these tasks. */
export function interquartileMeanInterval(scores: TaskScores, options: BootstrapOptions): Interval {
  const runs = runsOf('interquartileMean', scores);
  const statistic = middleMean(runs);
  return stratifiedBootstrap(runs.sizes, (counts) => [statistic(counts)], options)[0] as Interval;
}

/** The runs are sorted once for all resamples. */
function middleMean({ values, weights }: Runs): (counts: Float64Array) => number {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const low = Math.floor(values.length / 4) / values.length;
  const high = 1 - low;
  return (counts) => {
    let [sum, kept, below] = [0, 0, 0];
    for (const index of order) {
      const above = below + (counts[index] as number) * (weights[index] as number);
      const inside = Math.min(above, high) - Math.max(below, low);
      if (inside > 0) {
        sum += inside * (values[index] as number);
        kept += inside;
      }
      below = above;
    }
    return sum / kept;
  };
}
