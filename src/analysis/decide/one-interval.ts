/**
 * The interval that a comparison is decided by and shown with: mean ± quantile × standard error, at the level that its p-value is held
 * against at this look. It excludes zero exactly where the difference is significant, and it covers at all looks at once, whenever
 * and for whatever reason one stops (the repeated interval of C. Jennison and B. W. Turnbull, J. Royal Statistical Society B 51,
 * 1989). Why this one: docs/contributing/decisions/one-interval.md.
 */
import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';

type Estimated = Pick<MeasuredComparison, 'difference' | 'standardError' | 'degreesOfFreedom'>;

/** @param level two-sided; where nothing may be spent the interval is as wide as a double can say */
export function intervalAt(
  { difference, standardError, degreesOfFreedom }: Estimated,
  level: number,
): { readonly low: number; readonly high: number } {
  if (standardError === 0) return { low: difference, high: difference };
  const halfWidth = -studentTQuantile(level / 2, degreesOfFreedom) * standardError;
  return {
    low: Math.max(-Number.MAX_VALUE, difference - halfWidth),
    high: Math.min(Number.MAX_VALUE, difference + halfWidth),
  };
}

/** The two one-sided tests that the same interval makes: half of the level on either side. */
export function equivalenceLevels(
  pValue: number,
  { significanceLevel, localLevel }: Pick<MeasuredComparison, 'significanceLevel' | 'localLevel'>,
) {
  return {
    pValueAdjusted: Math.min(1, pValue * (significanceLevel / localLevel)),
    significanceLevel: significanceLevel / 2,
    localLevel: localLevel / 2,
  };
}
