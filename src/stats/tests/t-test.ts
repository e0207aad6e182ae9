import { studentTQuantile, studentTTwoSided } from '../distributions/student-t.ts';
import { requireBetween } from '../error.ts';
import type { Interval } from '../interval.ts';

export interface TEstimate {
  readonly difference: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

export interface TTest {
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  /** It excludes zero exactly if pValue < 1 − level. */
  readonly interval: Interval;
}

/** The t test of a difference whose standard error is known to so many degrees of freedom. */
export function tTest(
  { difference, standardError, degreesOfFreedom }: TEstimate,
  { level = 0.95 }: { level?: number } = {},
): TTest {
  requireBetween('a t test', 'level', level, 0, 1);
  const statistic = difference / standardError;
  const halfWidth = -studentTQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
  return {
    statistic,
    pValue: studentTTwoSided(statistic, degreesOfFreedom),
    interval: { level, low: difference - halfWidth, high: difference + halfWidth },
  };
}
