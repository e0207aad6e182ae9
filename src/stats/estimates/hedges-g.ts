/**
 * Hedges' g: a difference in standard deviations, without small-sample bias.
 *
 * Paired, the unit is the standard deviation of the *differences*; independent, the pooled one of the arms. The two are not
 * comparable. g = J·d with the exact J(ν) = Γ(ν/2) / (√(ν/2) Γ((ν−1)/2)). The interval is exact under normality: all
 * noncentralities for which the observed t is in neither tail of the noncentral t.
 *
 * Source: L. V. Hedges, J. Educational Statistics 6 (1981); G. Cumming and S. Finch (2001) for the interval.
 */
import { differenceOfMeans, isConstant, mean, standardDeviation } from '../describe.ts';
import { noncentralTCdf, noncentralTSurvival } from '../distributions/noncentral-t.ts';
import { stirlingRemainder } from '../distributions/stirling.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';
import { findRoot } from '../numerics/root.ts';

export interface HedgesG {
  readonly value: number;
  readonly interval: Interval;
}

/** For paired differences. Needs three pairs: with two, g has no finite expectation. */
export function hedgesGPaired(
  differences: readonly number[],
  { level = 0.95 }: { level?: number } = {},
): HedgesG {
  if (differences.length < 3) throw new StatisticsError('hedgesGPaired requires at least three pairs');
  if (isConstant(differences)) throw new StatisticsError('hedgesGPaired requires differences that vary');
  const effect = mean(differences) / standardDeviation(differences);
  return correct(effect, differences.length - 1, Math.sqrt(differences.length), level);
}

/** For independent samples, candidate minus baseline. */
export function hedgesG(
  candidate: readonly number[],
  baseline: readonly number[],
  { level = 0.95 }: { level?: number } = {},
): HedgesG {
  if (candidate.length < 2 || baseline.length < 2) {
    throw new StatisticsError('hedgesG requires at least two runs of each model');
  }
  if (isConstant(candidate) && isConstant(baseline))
    throw new StatisticsError('hedgesG requires values that vary');
  const degreesOfFreedom = candidate.length + baseline.length - 2;
  const pooled = Math.hypot(
    standardDeviation(candidate) * Math.sqrt((candidate.length - 1) / degreesOfFreedom),
    standardDeviation(baseline) * Math.sqrt((baseline.length - 1) / degreesOfFreedom),
  );
  const effect = differenceOfMeans(candidate, baseline) / pooled;
  const root = Math.sqrt((candidate.length * baseline.length) / (candidate.length + baseline.length));
  return correct(effect, degreesOfFreedom, root, level);
}

/** J(ν), exact. */
export function hedgesCorrection(degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2;
  if (a <= 0.5) return 0;
  // ln Γ(a) − ln Γ(a − ½) − ½ ln a, with the large parts cancelled.
  return Math.exp(-(a - 1) * Math.log1p(-0.5 / a) - 0.5 + stirlingRemainder(a) - stirlingRemainder(a - 0.5));
}

function correct(effect: number, degreesOfFreedom: number, root: number, level: number): HedgesG {
  requireBetween('hedgesG', 'level', level, 0, 1);
  // If means overflow, the search for limits would never end.
  requireFinite('hedgesG', [effect]);
  const t = effect * root;
  const tail = (1 - level) / 2;
  // Each limit is solved in its small tail: the survival function rises with the noncentrality, the cdf falls.
  const low = solveUpwards((nc) => noncentralTSurvival(t, degreesOfFreedom, nc) - tail, t);
  const high = solveUpwards((nc) => tail - noncentralTCdf(t, degreesOfFreedom, nc), t);
  return {
    value: hedgesCorrection(degreesOfFreedom) * effect,
    interval: { level, low: low / root, high: high / root },
  };
}

function solveUpwards(f: (x: number) => number, start: number): number {
  let width = 2 + Math.abs(start) / 4;
  while (f(start - width) > 0) width *= 2;
  const low = start - width;
  width = 2 + Math.abs(start) / 4;
  while (f(start + width) < 0) width *= 2;
  return findRoot(f, low, start + width, 1e-13);
}
