/**
 * Do two samples have the same variance? Both tests assume normal values. They find a heavy tail in one arm too often, which
 * is wanted where they ask for care.
 *
 * With pairs, the test of Pitman and Morgan: the covariance of difference and sum is the difference of the variances, so it
 * is a test of their correlation. Without, the F test.
 *
 * Source: E. J. G. Pitman and W. A. Morgan, Biometrika 31 (1939); G. W. Snedecor, Statistical Methods (1937).
 */
import betainc from '@stdlib/math-base-special-betainc';
import { mean, standardDeviation } from '../describe.ts';
import { studentTTwoSided } from '../distributions/student-t.ts';
import { requireFinite, StatisticsError } from '../error.ts';

/**
 * @returns the two-sided p; 1 for fewer than three pairs, and if differences or sums do not vary
 * @example pitmanMorgan([1, 2, 3, 4], [10, 25, 15, 40]) // 0.0075…
 */
export function pitmanMorgan(one: readonly number[], other: readonly number[]): number {
  const n = one.length;
  if (other.length !== n) throw new StatisticsError('pitmanMorgan requires pairs');
  requireFinite('pitmanMorgan', one);
  requireFinite('pitmanMorgan', other);
  if (n < 3) return 1;
  const differences = standardised(one.map((value, index) => (other[index] as number) - value));
  const sums = standardised(one.map((value, index) => (other[index] as number) + value));
  if (differences === null || sums === null) return 1;
  const products = differences.map((value, index) => value * (sums[index] as number));
  const correlation = (mean(products) * n) / (n - 1);
  const unexplained = Math.max(Number.EPSILON, 1 - correlation ** 2);
  return studentTTwoSided(correlation * Math.sqrt((n - 2) / unexplained), n - 2);
}

function standardised(values: readonly number[]): readonly number[] | null {
  const centre = mean(values);
  const deviation = standardDeviation(values);
  return deviation > 0 ? values.map((value) => (value - centre) / deviation) : null;
}

/**
 * @returns the two-sided p
 * @example varianceRatio([1, 2, 3, 4], [10, 25, 15, 40]) // 0.00310…
 */
export function varianceRatio(one: readonly number[], other: readonly number[]): number {
  const [first, second] = [standardDeviation(one), standardDeviation(other)];
  const [n, m] = [one.length - 1, other.length - 1];
  const whole = Math.hypot(first * Math.sqrt(n), second * Math.sqrt(m));
  if (!(whole > 0)) return 1;
  const share = Math.min(1, (first * Math.sqrt(n)) / whole) ** 2;
  const below = betainc(share, n / 2, m / 2, true, false);
  return Math.min(1, 2 * Math.min(below, 1 - below));
}
