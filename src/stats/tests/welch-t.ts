/**
 * Welch's t test: do two independent samples, roughly normal within each arm, have the same mean?
 *
 * Source: B. L. Welch, "The generalization of Student's problem…", Biometrika 34 (1947).
 */
import { differenceOfMeans, isConstant, standardDeviation } from '../describe.ts';
import { studentTQuantile, studentTTwoSided } from '../distributions/student-t.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';

export interface WelchT {
  /** Candidate minus baseline. */
  readonly difference: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  readonly interval: Interval;
}

/**
 * @throws StatisticsError for an arm of fewer than two runs, values that are not finite, or two constant arms; one constant
 * arm has variance zero
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
  // Fourth powers of variance shares neither overflow nor vanish.
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
