/**
 * The interval that decides and shows a comparison: mean ± quantile × standard error, at the level of its p-value at this
 * look. It covers at all looks at once (the repeated interval of C. Jennison and B. W. Turnbull, J. Royal Statistical Society
 * B 51, 1989; docs/contributing/decisions/one-interval.md).
 */
import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';

type Estimated = Pick<MeasuredComparison, 'difference' | 'standardError' | 'degreesOfFreedom'>;

/** @param level two-sided */
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

/** Half of the interval's level on each side. */
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
