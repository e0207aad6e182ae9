/**
 * Two one-sided tests: is the true difference inside ±margin?
 *
 * The null hypothesis is a difference of at least the margin, the smallest that matters, fixed before the data. Equivalence
 * at alpha means that the 1 − 2·alpha interval is inside ±margin. Assumptions are those of the t test that gives the standard
 * error.
 *
 * Source: D. J. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987).
 */
import { studentTCdf, studentTQuantile } from '../distributions/student-t.ts';
import { requireBetween, requireFinite } from '../error.ts';
import type { TEstimate } from './t-test.ts';

export interface Equivalence {
  readonly margin: number;
  /** Larger one-sided p-value; equivalent if at most alpha. */
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
export function twoOneSidedTests({
  difference,
  standardError,
  degreesOfFreedom,
  margin,
  alpha,
}: TEstimate & { readonly margin: number; readonly alpha: number }): Equivalence {
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
