/**
 * P-value, estimate and interval after a sequential test has stopped.
 *
 * When: for the report of a comparison that was looked at several times. The ordinary p and interval are those of a test
 * looked at once; after stopping early because the effect looked large, they are too small and too far from zero.
 *
 * Outcomes are ordered by stage: a stop at an earlier look is stronger evidence than one at a later look, and at the same look a
 * larger |t| is. `stageWisePValue` is the chance, under no difference, of an outcome at least as strong as the one
 * observed, by the exact law of the t process; it is at most alpha exactly when the test rejected, whatever came after.
 *
 * `stageWiseInterval` holds the true differences under which the outcome is in neither tail of that order. Under a
 * difference the law of the looks depends on the unknown standard deviation, which is taken to be the observed one for the
 * *earlier* looks, while the look of the stop itself keeps its t distribution: at a first look it is the ordinary t
 * interval. `repeatedInterval` is the simple and exact alternative: it covers at all looks at once, whenever and
 * for whatever reason one stops, it excludes zero exactly when the boundary is reached, and it is wider.
 *
 * Source: A. A. Tsiatis, G. L. Rosner and C. R. Mehta, Biometrics 40 (1984); C. Jennison and B. W. Turnbull, J. Royal Statistical
 * Society B 51 (1989) for repeated intervals.
 */
import { normalQuantile } from '../distributions/normal.ts';
import { studentTCdf } from '../distributions/student-t.ts';
import { requireBetween, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';
import { findRoot } from '../root.ts';
import { advance, massAbove, start } from './normal-process.ts';
import type { TBoundary } from './t-boundaries.ts';
import { pairedTExits } from './t-boundaries.ts';

/**
 * @param taken the boundaries of the looks taken, the stop last
 * @param statistic t at the stop
 */
export function stageWisePValue(taken: readonly TBoundary[], statistic: number): number {
  requireLooks(taken);
  const critical = taken.map(({ critical }) => critical);
  critical[critical.length - 1] = Math.abs(statistic);
  const exits = pairedTExits(
    taken.map(({ pairs }) => pairs),
    critical,
  );
  return Math.min(
    1,
    exits.reduce((sum, exit) => sum + exit, 0),
  );
}

/** @param estimate mean and standard deviation of the differences at the stop */
export function stageWiseInterval(
  taken: readonly TBoundary[],
  estimate: { readonly mean: number; readonly standardDeviation: number },
  { level = 0.95 }: { level?: number } = {},
): Interval & { readonly medianUnbiased: number } {
  requireLooks(taken);
  requireBetween('stageWiseInterval', 'level', level, 0, 1);
  requireBetween('stageWiseInterval', 'standardDeviation', estimate.standardDeviation, 0, Infinity);
  // In units of the standard deviation, in which information is the number of pairs.
  const effect = estimate.mean / estimate.standardDeviation;
  // The order is symmetric: an outcome below zero is the mirror image of one above.
  const side = effect < 0 ? -1 : 1;
  const solve = (probability: number): number => {
    const excess = (drift: number): number => upperPValue(taken, side * effect, drift) - probability;
    let reach = 1;
    while (excess(side * effect - reach) > 0) reach *= 2;
    const low = side * effect - reach;
    reach = 1;
    while (excess(side * effect + reach) < 0) reach *= 2;
    return findRoot(excess, low, side * effect + reach, 1e-10) * estimate.standardDeviation;
  };
  const near = solve((1 - level) / 2);
  const far = solve((1 + level) / 2);
  const middle = side * solve(0.5);
  return side > 0
    ? { level, low: near, high: far, medianUnbiased: middle }
    : { level, low: -far, high: -near, medianUnbiased: middle };
}

/** Mean ± critical · standard error: one of a sequence of intervals that all cover at once with probability 1 − alpha. */
export function repeatedInterval(
  boundary: TBoundary,
  estimate: { readonly mean: number; readonly standardError: number },
  alpha: number,
): Interval {
  const halfWidth = boundary.critical * estimate.standardError;
  return { level: 1 - alpha, low: estimate.mean - halfWidth, high: estimate.mean + halfWidth };
}

/** P(an outcome at least as far up) when the true standardised difference is `drift`; rises with it. */
function upperPValue(taken: readonly TBoundary[], effect: number, drift: number): number {
  let running = start();
  let earlier = 0;
  for (const { pairs, significanceLevel } of taken.slice(0, -1)) {
    const critical = significanceLevel > 0 ? -normalQuantile(significanceLevel / 2) : Infinity;
    if (critical < Infinity) earlier += massAbove(running, pairs, critical, drift);
    running = advance(running, pairs, -critical, critical, drift);
  }
  const { pairs } = taken.at(-1) as TBoundary;
  // The normal deviate that is as rare as the t of this difference from the assumed one.
  const t = (effect - drift) * Math.sqrt(pairs);
  const z = t > 0 ? -normalQuantile(studentTCdf(-t, pairs - 1)) : normalQuantile(studentTCdf(t, pairs - 1));
  return earlier + massAbove(running, pairs, z + drift * Math.sqrt(pairs), drift);
}

function requireLooks(taken: readonly TBoundary[]): void {
  if (taken.length === 0)
    throw new StatisticsError('a sequential test requires at least one look before it stops');
}
