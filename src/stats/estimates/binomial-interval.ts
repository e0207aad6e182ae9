/**
 * Clopper and Pearson's exact interval of a share, from `hits` of `n` independent runs with equal chances. Coverage is at
 * least the level, so it is wide.
 *
 * Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934).
 */
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { normalQuantile } from '../distributions/normal.ts';
import { studentTQuantile } from '../distributions/student-t.ts';
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

/**
 * The same for a mean of shares or of dependent answers, taken for as many independent ones as have its standard error.
 *
 * Source: E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998).
 *
 * @param units independent ones, which count where the mean is 0 or 1 and has no standard error
 */
export function shareInterval(
  share: number,
  standardError: number,
  { units, degreesOfFreedom, level = 0.95 }: { units: number; degreesOfFreedom: number; level?: number },
): Interval {
  const tail = (1 - level) / 2;
  const spread = studentTQuantile(tail, degreesOfFreedom) / normalQuantile(tail);
  const n = standardError > 0 ? (share * (1 - share)) / (standardError * spread) ** 2 : units;
  const hits = share * n;
  return {
    level,
    low: share <= 0 ? 0 : betaQuantile(tail, hits, n - hits + 1),
    high: share >= 1 ? 1 : betaQuantile(1 - tail, hits + 1, n - hits),
  };
}
