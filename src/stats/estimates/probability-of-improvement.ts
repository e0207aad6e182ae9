/**
 * P(better): the chance that a new run of the variant scores above a new run of the baseline.
 *
 * It counts wins over all n·m pairs of runs, ties one half: the Mann–Whitney statistic over n·m. The interval is Newcombe's
 * method 5: all θ within z standard errors *under θ* of the estimate, which does not collapse to a point at complete
 * separation. `paired` scales the variance by the ratio that DeLong's components estimate, shrunk towards 1 as if by three
 * more pairs; its coverage is simulated in docs/contributing/statistics.md.
 *
 * Source: R. G. Newcombe, Statistics in Medicine 25 (2006), 559–573; E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson,
 * Biometrics 44 (1988); R. Agarwal et al., NeurIPS 2021, for its use.
 */
import { mean } from '../describe.ts';
import { normalQuantile } from '../distributions/normal.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';
import { findRoot } from '../numerics/root.ts';
import { midranks } from '../ranks.ts';

export interface ProbabilityOfImprovement extends Interval {
  readonly value: number;
}

/** Weight, in pairs, of the prior that pairing changes nothing. */
const PRIOR_PAIRS = 3;

/**
 * @param candidate results of the variant; higher is better
 * @param options.paired the n-th runs of both arms share a seed
 * @example probabilityOfImprovement([1, 2, 2, 2, 1, 1, 2, 1], [1, 1, 2, 2, 3, 3]).value // 1/3
 */
export function probabilityOfImprovement(
  candidate: readonly number[],
  baseline: readonly number[],
  { level = 0.95, paired = false }: { level?: number; paired?: boolean } = {},
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
  const wins = rankSum - (n * (n + 1)) / 2;
  // Computing from the better arm mirrors swapped arms exactly.
  const isBetter = 2 * wins >= n * m;
  const value = (isBetter ? wins : n * m - wins) / (n * m);

  if (paired && n !== m) {
    throw new StatisticsError(
      `probabilityOfImprovement requires as many runs of one model as of the other: ${n}, ${m}`,
    );
  }
  const z =
    -normalQuantile((1 - level) / 2) * Math.sqrt(paired ? shareOfVariance(candidate, baseline, ranks) : 1);
  const upperLimit = (estimate: number): number => {
    if (estimate === 1) return 1;
    const excess = (theta: number): number => theta - estimate - z * Math.sqrt(variance(theta, n, m));
    // An estimate of 0 has a meaningless root at 0, so the search starts above it.
    return findRoot(excess, Math.max(estimate, 1e-12), 1);
  };
  // By symmetry, the lower limit is the upper one for swapped arms.
  const [low, high] = [1 - upperLimit(1 - value), upperLimit(value)];
  return isBetter ? { value, level, low, high } : { value: 1 - value, level, low: 1 - high, high: 1 - low };
}

/** Hanley and McNeil's, with the mean sample size in both terms (Newcombe). */
function variance(theta: number, n: number, m: number): number {
  const others = (n + m) / 2 - 1;
  const shared = (1 - theta) / (2 - theta) + theta / (1 + theta);
  return (theta * (1 - theta) * (1 + others * shared)) / (n * m);
}

/** Variance for paired over that for independent arms, from DeLong's components. */
function shareOfVariance(
  candidate: readonly number[],
  baseline: readonly number[],
  ranks: readonly number[],
): number {
  const n = candidate.length;
  // Pooled rank minus rank within the arm counts wins over the other arm.
  const withinCandidate = midranks(candidate);
  const withinBaseline = midranks(baseline);
  const wins = candidate.map((_, seed) => ((ranks[seed] as number) - (withinCandidate[seed] as number)) / n);
  const losses = baseline.map(
    (_, seed) => ((ranks[n + seed] as number) - (withinBaseline[seed] as number)) / n,
  );
  const expectedWins = mean(wins);
  const expectedLosses = mean(losses);
  let apart = 0;
  let together = 0;
  wins.forEach((win, seed) => {
    const one = win - expectedWins;
    const other = (losses[seed] as number) - expectedLosses;
    apart += one * one + other * other;
    together += (one - other) ** 2;
  });
  return (PRIOR_PAIRS + n * (apart > 0 ? together / apart : 1)) / (PRIOR_PAIRS + n);
}
