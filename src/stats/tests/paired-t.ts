/**
 * The paired t test: is the mean of the differences zero?
 *
 * Differences are independent and roughly normal. Heavy symmetric tails do little harm; exponential skew gives 10 % false
 * alarms at 5 to 10 pairs instead of 5 (docs/contributing/statistics.md), but differences of exchangeable arms are symmetric.
 *
 * Source: Student, "The probable error of a mean", Biometrika 6 (1908).
 */
import { isConstant, mean, standardDeviation } from '../describe.ts';
import { studentTQuantile, studentTTwoSided } from '../distributions/student-t.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';

export interface PairedT {
  readonly n: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  /** It excludes zero exactly if pValue < 1 − level. */
  readonly interval: Interval;
}

/**
 * @param differences one per pair, variant minus baseline, in the unit of the metric
 * @throws StatisticsError for fewer than two pairs, values that are not finite, and differences that are equal up to
 * rounding; check `isConstant` first
 * @example pairedT([1.96, -0.07, 0.75, 0.71, 0.34, 0.39, 1]).pValue // 0.0148…
 */
export function pairedT(differences: readonly number[], { level = 0.95 }: { level?: number } = {}): PairedT {
  if (differences.length < 2) throw new StatisticsError('pairedT requires at least two pairs');
  requireFinite('pairedT', differences);
  if (isConstant(differences)) {
    throw new StatisticsError(
      `pairedT requires differences that vary, but all ${differences.length} are ${differences[0]}`,
    );
  }
  return pairedTFromSummary(
    { n: differences.length, mean: mean(differences), standardDeviation: standardDeviation(differences) },
    { level },
  );
}

export function pairedTFromSummary(
  summary: { readonly n: number; readonly mean: number; readonly standardDeviation: number },
  { level = 0.95 }: { level?: number } = {},
): PairedT {
  requireBetween('pairedT', 'level', level, 0, 1);
  requireBetween('pairedT', 'standardDeviation', summary.standardDeviation, 0, Infinity);
  const degreesOfFreedom = summary.n - 1;
  const standardError = summary.standardDeviation / Math.sqrt(summary.n);
  const statistic = summary.mean / standardError;
  const halfWidth = -studentTQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
  return {
    n: summary.n,
    mean: summary.mean,
    standardDeviation: summary.standardDeviation,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue: studentTTwoSided(statistic, degreesOfFreedom),
    interval: { level, low: summary.mean - halfWidth, high: summary.mean + halfWidth },
  };
}
