/**
 * P(better): the chance that a new run of the variant scores above a new run of the baseline.
 *
 * When: to say how much a *single* re-run can be trusted to show the effect. It does not depend on the metric's scale.
 * Estimated over all pairs of runs, one of either arm, ties counting one half: the Mann–Whitney statistic over n·m, the
 * "probability of improvement" of rliable and the area under the ROC curve in another guise. It is about two fresh runs under
 * seeds of their own, so it is computed over all n·m pairs also where the seeds are shared.
 *
 * The interval is Newcombe's method 5: all θ whose distance from the estimate is at most z standard errors *under θ*, with the
 * Hanley–McNeil variance. Asking for the error under θ keeps it inside [0, 1] and, unlike a bootstrap or a DeLong interval,
 * does not let it collapse to a point when all runs of the variant beat all of the baseline (five against five: 0.65 to 1).
 *
 * Assumption: independent arms. Shared seeds that raise both arms together make the estimate *more* precise, so the
 * interval is then too wide, never too narrow (coverage in docs/statistics.md).
 *
 * Source: R. G. Newcombe, Statistics in Medicine 25 (2006), 559–573; R. Agarwal et al., NeurIPS 2021, for its use.
 */
import { normalQuantile } from './distributions/normal.ts';
import { requireBetween, requireFinite, StatisticsError } from './error.ts';
import type { Interval } from './interval.ts';
import { midranks } from './ranks.ts';
import { findRoot } from './root.ts';

export interface ProbabilityOfImprovement extends Interval {
  readonly value: number;
}

/**
 * @param candidate results of the variant, turned so that higher is better
 * @param baseline results of the baseline
 * @example probabilityOfImprovement([1, 2, 2, 2, 1, 1, 2, 1], [1, 1, 2, 2, 3, 3]).value // 1/3
 */
export function probabilityOfImprovement(
  candidate: readonly number[],
  baseline: readonly number[],
  { level = 0.95 }: { level?: number } = {},
): ProbabilityOfImprovement {
  if (candidate.length === 0 || baseline.length === 0) {
    throw new StatisticsError('probabilityOfImprovement requires at least one run of each model');
  }
  requireFinite('probabilityOfImprovement', candidate);
  requireFinite('probabilityOfImprovement', baseline);
  requireBetween('probabilityOfImprovement', 'level', level, 0, 1);
  const n = candidate.length;
  const m = baseline.length;
  const ranks = midranks([...candidate, ...baseline]);
  const rankSum = ranks.slice(0, n).reduce((sum, rank) => sum + rank, 0);
  const value = (rankSum - (n * (n + 1)) / 2) / (n * m);

  const z = -normalQuantile((1 - level) / 2);
  const upperLimit = (estimate: number): number => {
    if (estimate === 1) return 1;
    const excess = (theta: number): number => theta - estimate - z * Math.sqrt(variance(theta, n, m));
    // At theta = 1 the error is zero and the excess positive; at the estimate it is negative. An estimate of 0 has a root at 0
    // itself, which says nothing, so the search begins just above.
    return findRoot(excess, Math.max(estimate, 1e-12), 1);
  };
  // The error is the same under theta and 1 − theta, so the lower limit is the upper one of the swapped question.
  return { value, level, low: 1 - upperLimit(1 - value), high: upperLimit(value) };
}

/** Hanley and McNeil's variance for exponential scores, with the mean of the two sample sizes in both of its terms (Newcombe). */
function variance(theta: number, n: number, m: number): number {
  const others = (n + m) / 2 - 1;
  const shared = (1 - theta) / (2 - theta) + theta / (1 + theta);
  return (theta * (1 - theta) * (1 + others * shared)) / (n * m);
}
