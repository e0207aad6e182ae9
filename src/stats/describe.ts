/**
 * Mean, standard deviation and quantile of one sample.
 *
 * The mean and the quantile are simple-statistics' (compensated sum; linear interpolation, "type 7" as in R and numpy).
 * Its variance is the plain two-pass formula, which the rounding of the mean spoils for values such as 1e7 + 0.1 (NIST
 * NumAcc4), and it overflows above 1e154. The standard deviation below is corrected and scaled, so it is right to the
 * last digits for any finite values.
 */
import { mean as compensatedMean, quantile as interpolatedQuantile } from 'simple-statistics';
import { requireBetween, requireFinite, StatisticsError } from './error.ts';

/** Arithmetic mean. Unit: that of the values. */
export function mean(values: readonly number[]): number {
  requireFinite('mean', values);
  if (values.length === 0) throw new StatisticsError('mean requires at least one value');
  const result = compensatedMean(values as number[]);
  // The sum of values near the largest double overflows although their mean does not.
  return Number.isFinite(result)
    ? result
    : compensatedMean(values.map((value) => value / values.length)) * values.length;
}

/**
 * Sample standard deviation (divisor n − 1): the spread of single values, not the uncertainty of their mean.
 *
 * Corrected two-pass algorithm (Chan, Golub and LeVeque, 1983): the sum of the deviations, zero but for the rounding of
 * the mean, is what the plain formula gets wrong, so its square is taken off again. Deviations are scaled by a power of
 * two (which is exact), so their squares neither overflow nor vanish.
 *
 * @example standardDeviation([1, 2, 3, 4]) // 1.2909944487358056
 */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) throw new StatisticsError('standardDeviation requires at least two values');
  const centre = mean(values);
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value - centre));
  if (largest === 0) return 0;
  const scale = 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
  let squares = 0;
  let remainder = 0;
  for (const value of values) {
    const deviation = (value - centre) / scale;
    squares += deviation * deviation;
    remainder += deviation;
  }
  return (
    scale * Math.sqrt(Math.max(0, squares - (remainder * remainder) / values.length) / (values.length - 1))
  );
}

/**
 * mean(candidate) − mean(baseline), without the rounding of either: of two losses near 1e9 that differ by 1, the means alone
 * keep seven digits of the difference. Measured from a value of the sample, deviations of nearby values are exact.
 */
export function differenceOfMeans(candidate: readonly number[], baseline: readonly number[]): number {
  const origin = baseline[0] ?? 0;
  return mean(candidate.map((value) => value - origin)) - mean(baseline.map((value) => value - origin));
}

/** Quantile by linear interpolation between order statistics (type 7). `probability` in [0, 1]. */
export function quantile(values: readonly number[], probability: number): number {
  requireFinite('quantile', values);
  if (values.length === 0) throw new StatisticsError('quantile requires at least one value');
  if (probability !== 0 && probability !== 1) requireBetween('quantile', 'probability', probability, 0, 1);
  return interpolatedQuantile(values as number[], probability);
}

/**
 * Whether the values are all the same but for rounding, so that no spread can be estimated from them.
 *
 * Differences of equal gains are rarely equal to the last bit (0.8 − 0.7 and 0.9 − 0.8 are not), and their "spread" of
 * 1e-17 would make any t statistic astronomical. Values count as equal when they lie within 8 units in the last place of
 * `magnitude`: give the largest absolute value that the differences were *computed from*; by default it is their own.
 */
export function isConstant(values: readonly number[], magnitude?: number): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const scale = Math.max(magnitude ?? 0, Math.abs(low), Math.abs(high));
  return !(high / 2 - low / 2 > 4 * Number.EPSILON * scale);
}
