/**
 * The paired t test: is the mean of the differences zero?
 *
 * Differences are independent and roughly normal. Heavy symmetric tails do little harm; exponential skew gives 10 % false
 * alarms at 5 to 10 pairs instead of 5 (docs/contributing/statistics.md), but differences of exchangeable arms are symmetric.
 *
 * Source: Student, "The probable error of a mean", Biometrika 6 (1908).
 */
import { isConstant, mean, standardDeviation } from '../describe.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import { type TTest, tTest } from './t-test.ts';

export interface PairedT extends TTest {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/**
 * @param differences one per pair, variant minus baseline, in the unit of the metric
 * @throws StatisticsError for fewer than two pairs, values that are not finite, and differences that are equal up to
 * rounding; check `isConstant` first
 * @example pairedT([1.96, -0.07, 0.75, 0.71, 0.34, 0.39, 1]).pValue // 0.0148…
 */
export function pairedT(differences: readonly number[], options: { level?: number } = {}): PairedT {
  if (differences.length < 2) throw new StatisticsError('pairedT requires at least two pairs');
  requireFinite('pairedT', differences);
  if (isConstant(differences)) {
    throw new StatisticsError(
      `pairedT requires differences that vary, but all ${differences.length} are ${differences[0]}`,
    );
  }
  const difference = mean(differences);
  const deviation = standardDeviation(differences);
  requireBetween('pairedT', 'standardDeviation', deviation, 0, Infinity);
  const standardError = deviation / Math.sqrt(differences.length);
  const degreesOfFreedom = differences.length - 1;
  return {
    mean: difference,
    standardDeviation: deviation,
    standardError,
    degreesOfFreedom,
    ...tTest({ difference, standardError, degreesOfFreedom }, options),
  };
}
