/**
 * Two one-sided tests: is the true difference inside ±margin?
 *
 * When: to say "no difference that matters". A test that found nothing cannot say it: with few runs it finds nothing
 * whatever the truth. Here the null hypothesis is the other way round, that the difference is at least the margin, and
 * rejecting it on both sides bounds the true difference, at an error rate of alpha.
 *
 * The margin is the smallest difference that would matter to somebody, in the unit of the metric, fixed before the
 * data. Equivalence at level alpha is the same as the 1 − 2·alpha interval lying inside ±margin.
 *
 * Assumption: that of the t test whose standard error and degrees of freedom are given (paired or Welch).
 *
 * Source: D. J. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987).
 */
import { studentTCdf, studentTQuantile } from '../distributions/student-t.ts';
import { requireBetween, requireFinite } from '../error.ts';

export interface Equivalence {
  readonly margin: number;
  /** The larger of the two one-sided p-values; equivalent when at most alpha. */
  readonly pValue: number;
  /** Bounds of the 1 − 2·alpha interval of the difference. */
  readonly low: number;
  readonly high: number;
}

/**
 * @example
 * twoOneSidedTests({ difference: 0.1646667, standardError: 0.1357514, degreesOfFreedom: 14, margin: 0.6, alpha: 0.05 })
 * // pValue 0.003167, low -0.0744, high 0.4038
 */
export function twoOneSidedTests(estimate: {
  readonly difference: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly margin: number;
  readonly alpha: number;
}): Equivalence {
  const { difference, standardError, degreesOfFreedom, margin, alpha } = estimate;
  requireFinite('twoOneSidedTests', [difference]);
  requireBetween('twoOneSidedTests', 'standardError', standardError, 0, Infinity);
  requireBetween('twoOneSidedTests', 'margin', margin, 0, Infinity);
  requireBetween('twoOneSidedTests', 'alpha', alpha, 0, 0.5);
  const aboveLower = studentTCdf(-(difference + margin) / standardError, degreesOfFreedom);
  const belowUpper = studentTCdf((difference - margin) / standardError, degreesOfFreedom);
  const halfWidth = -studentTQuantile(alpha, degreesOfFreedom) * standardError;
  return {
    margin,
    pValue: Math.max(aboveLower, belowUpper),
    low: difference - halfWidth,
    high: difference + halfWidth,
  };
}
