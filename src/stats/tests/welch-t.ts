/**
 * Welch's t test: do two independent samples have the same mean?
 *
 * When: the arms share no seeds, so nothing pairs a run of one with a run of the other. Unlike Student's two-sample test
 * it does not assume that both arms scatter alike; a variant that changes stability as well as the mean is common.
 *
 * Assumption: independent runs, roughly normal within each arm. The degrees of freedom are Satterthwaite's, a fraction.
 *
 * Source: B. L. Welch, "The generalization of Student's problem…", Biometrika 34 (1947).
 */
import { differenceOfMeans, isConstant, standardDeviation } from '../describe.ts';
import { studentTQuantile, studentTTwoSided } from '../distributions/student-t.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';

export interface WelchT {
  /** mean of the candidate − mean of the baseline. */
  readonly difference: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  readonly interval: Interval;
}

/**
 * @param candidate results of the variant, one a run
 * @param baseline results of the baseline, one a run
 * @throws StatisticsError for an arm of fewer than two runs, values that are not finite, or two arms that are both constant.
 *   One constant arm is fine: its variance is taken as zero.
 */
export function welchT(
  candidate: readonly number[],
  baseline: readonly number[],
  { level = 0.95 }: { level?: number } = {},
): WelchT {
  if (candidate.length < 2 || baseline.length < 2) {
    throw new StatisticsError('welchT requires at least two runs of each model');
  }
  requireFinite('welchT', candidate);
  requireFinite('welchT', baseline);
  if (isConstant(candidate) && isConstant(baseline)) {
    throw new StatisticsError(
      `welchT requires values that vary, but all are ${candidate[0]} in one arm and ${baseline[0]} in the other`,
    );
  }
  requireBetween('welchT', 'level', level, 0, 1);
  const difference = differenceOfMeans(candidate, baseline);
  const errorOfCandidate = standardDeviation(candidate) / Math.sqrt(candidate.length);
  const errorOfBaseline = standardDeviation(baseline) / Math.sqrt(baseline.length);
  const standardError = Math.hypot(errorOfCandidate, errorOfBaseline);
  requireBetween('welchT', 'standardError', standardError, 0, Infinity);
  // Shares of the variance instead of the variances: their fourth powers neither overflow nor vanish.
  const share = (errorOfCandidate / standardError) ** 2;
  const otherShare = (errorOfBaseline / standardError) ** 2;
  const degreesOfFreedom =
    1 / (share ** 2 / (candidate.length - 1) + otherShare ** 2 / (baseline.length - 1));
  const statistic = difference / standardError;
  const halfWidth = -studentTQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
  return {
    difference,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue: studentTTwoSided(statistic, degreesOfFreedom),
    interval: { level, low: difference - halfWidth, high: difference + halfWidth },
  };
}
