/**
 * The standard normal distribution.
 *
 * For an upper tail call `normalCdf(-z)`: `1 - normalCdf(z)` loses all digits beyond z = 8. @stdlib's quantile has 9 digits
 * at 1e-10 and is infinite below 1e-20 (compared with mpmath), so the quantile is our own.
 */
import cdf from '@stdlib/stats-base-dists-normal-cdf';

const LOG_SQRT_TWO_PI = 0.9189385332046728;

export function normalCdf(z: number): number {
  return cdf(z, 0, 1);
}

/** ln P(Z ≤ z), without underflow. */
export function logNormalCdf(z: number): number {
  if (z > -37) return Math.log(normalCdf(z));
  // Asymptotic series of Mills' ratio; the next term, 10395/z^12, is below 2e-15 here.
  const square = 1 / (z * z);
  const series = -square * (1 - square * (3 - square * (15 - square * (105 - 945 * square))));
  return -0.5 * z * z - LOG_SQRT_TWO_PI - Math.log(-z) + Math.log1p(series);
}

/** d/dz ln P(Z ≤ z), which tends to −z in the lower tail. */
export function normalHazard(z: number): number {
  return Math.exp(-0.5 * z * z - LOG_SQRT_TWO_PI - logNormalCdf(z));
}

/**
 * The z with P(Z ≤ z) = `probability`, by Newton's method on the concave ln P.
 *
 * @example normalQuantile(0.025) // -1.9599639845400543
 */
export function normalQuantile(probability: number): number {
  if (probability === 0.5) return 0;
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (!(probability > 0)) return probability === 0 ? -Infinity : NaN;
  const target = Math.log(probability);
  let z = target > -1 ? 0 : -Math.sqrt(-2 * target);
  for (let iteration = 0; iteration < 50; iteration++) {
    const step = (logNormalCdf(z) - target) / normalHazard(z);
    z -= step;
    if (Math.abs(step) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}
