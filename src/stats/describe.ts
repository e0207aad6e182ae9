/**
 * Mean, standard deviation and quantile of one sample.
 *
 * simple-statistics gives mean and quantile. Its variance suffers from the mean's rounding for values such as 1e7 + 0.1 (NIST
 * NumAcc4) and overflows above 1e154, so the standard deviation is our own.
 */
import { mean as compensatedMean, quantile as interpolatedQuantile } from 'simple-statistics';
import { requireBetween, requireFinite, StatisticsError } from './error.ts';

export function mean(values: readonly number[]): number {
  requireFinite('mean', values);
  if (values.length === 0) throw new StatisticsError('mean requires at least one value');
  const result = compensatedMean(values as number[]);
  // The sum may overflow although the mean does not.
  return Number.isFinite(result)
    ? result
    : compensatedMean(values.map((value) => value / values.length)) * values.length;
}

/**
 * Sample standard deviation (divisor n − 1).
 *
 * Corrected two-pass algorithm (Chan, Golub and LeVeque, 1983). Deviations are scaled by a power of two, so that squares
 * neither overflow nor vanish.
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
 * mean(candidate) − mean(baseline). Deviations from a value of the sample keep digits that separate means of large values
 * lose.
 */
export function differenceOfMeans(candidate: readonly number[], baseline: readonly number[]): number {
  const origin = baseline[0] ?? 0;
  return mean(candidate.map((value) => value - origin)) - mean(baseline.map((value) => value - origin));
}

/** Quantile by linear interpolation (type 7). `probability` in [0, 1]. */
export function quantile(values: readonly number[], probability: number): number {
  requireFinite('quantile', values);
  if (values.length === 0) throw new StatisticsError('quantile requires at least one value');
  if (probability !== 0 && probability !== 1) requireBetween('quantile', 'probability', probability, 0, 1);
  return interpolatedQuantile(values as number[], probability);
}

/**
 * Tells whether values differ only by rounding, so that no spread can be estimated: equal gains rarely have equal differences
 * (0.8 − 0.7 and 0.9 − 0.8).
 *
 * @param magnitude largest absolute value that the differences were computed from; values within 8 of its last places are
 * equal
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
