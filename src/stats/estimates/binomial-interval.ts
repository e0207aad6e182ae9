/**
 * Clopper and Pearson's interval of a share: how often does something happen that was seen in `hits` of `n` runs?
 *
 * When: shares of a few runs, such as seeds on which the sign of a difference flips. Exact: it covers at least as often as its
 * level says, for every n and every true share, at the price of being wide.
 *
 * Assumption: independent runs with one and the same chance.
 *
 * Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404–413.
 */
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { requireBetween, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';

/** @example binomialInterval(0, 10) // low 0, high 0.308… */
export function binomialInterval(
  hits: number,
  n: number,
  { level = 0.95 }: { level?: number } = {},
): Interval {
  if (!(Number.isInteger(hits) && Number.isInteger(n) && n > 0 && hits >= 0 && hits <= n)) {
    throw new StatisticsError(`binomialInterval requires counts, but ${hits} of ${n} is given`);
  }
  requireBetween('binomialInterval', 'level', level, 0, 1);
  const tail = (1 - level) / 2;
  return {
    level,
    low: hits === 0 ? 0 : betaQuantile(tail, hits, n - hits + 1),
    high: hits === n ? 1 : betaQuantile(1 - tail, hits + 1, n - hits),
  };
}
