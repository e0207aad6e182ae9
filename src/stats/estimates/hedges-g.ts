/**
 * Hedges' g: a difference in standard deviations, without small-sample bias.
 *
 * Paired, the unit is the standard deviation of the *differences*; independent, the pooled one of the arms. The two are not
 * comparable. g = J·d with the exact J(ν) = Γ(ν/2) / (√(ν/2) Γ((ν−1)/2)).
 *
 * Source: L. V. Hedges, J. Educational Statistics 6 (1981).
 */
import { differenceOfMeans, isConstant, mean, standardDeviation } from '../describe.ts';
import { stirlingRemainder } from '../distributions/stirling.ts';
import { requireFinite, StatisticsError } from '../error.ts';

/** For paired differences. Needs three pairs: with two, g has no finite expectation. */
export function hedgesGPaired(differences: readonly number[]): number {
  if (differences.length < 3) throw new StatisticsError('hedgesGPaired requires at least three pairs');
  if (isConstant(differences)) throw new StatisticsError('hedgesGPaired requires differences that vary');
  return correct(mean(differences) / standardDeviation(differences), differences.length - 1);
}

/** For independent samples, candidate minus baseline. */
export function hedgesG(candidate: readonly number[], baseline: readonly number[]): number {
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
  return correct(differenceOfMeans(candidate, baseline) / pooled, degreesOfFreedom);
}

/** J(ν), exact. */
export function hedgesCorrection(degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2;
  if (a <= 0.5) return 0;
  // ln Γ(a) − ln Γ(a − ½) − ½ ln a, with the large parts cancelled.
  return Math.exp(-(a - 1) * Math.log1p(-0.5 / a) - 0.5 + stirlingRemainder(a) - stirlingRemainder(a - 0.5));
}

function correct(effect: number, degreesOfFreedom: number): number {
  // Means may overflow.
  requireFinite('hedgesG', [effect]);
  return hedgesCorrection(degreesOfFreedom) * effect;
}
