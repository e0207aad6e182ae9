/**
 * Confidence interval s √((n − 1) / χ²) of a standard deviation of normal values; with heavy tails it is too narrow.
 *
 * Source: e.g. Montgomery and Runger, ch. 8.
 */
import chiSquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import { requireBetween, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';

/**
 * @param deviation sample standard deviation of `n` values, above 0
 * @example standardDeviationInterval(1, 5) // low 0.599…, high 2.873…
 */
export function standardDeviationInterval(
  deviation: number,
  n: number,
  { level = 0.95 }: { level?: number } = {},
): Interval {
  if (n < 2) throw new StatisticsError('standardDeviationInterval requires at least two values');
  requireBetween('standardDeviationInterval', 'deviation', deviation, 0, Infinity);
  requireBetween('standardDeviationInterval', 'level', level, 0, 1);
  const bound = (probability: number) =>
    deviation * Math.sqrt((n - 1) / chiSquareQuantile(probability, n - 1));
  return { level, low: bound((1 + level) / 2), high: bound((1 - level) / 2) };
}
