/**
 * The range of k standard normal values: the studentised range with infinite degrees of freedom.
 *
 * P(range > q) = ∫ k φ(z) Φ(z)^(k−1) [1 − (1 − Φ(z − q) / Φ(z))^(k−1)] dz, over the largest value z. All factors are positive,
 * so small tails keep their digits.
 *
 * Source: H. O. Hartley, Biometrika 32 (1942).
 */
import { gaussLegendre, integrate } from '../numerics/quadrature.ts';
import { findRoot } from '../numerics/root.ts';
import { logNormalCdf } from './normal.ts';

const RULE = gaussLegendre(20);
const LOG_SQRT_TWO_PI = 0.9189385332046728;
/** Standard deviations at which φ(z) Φ(z − q) no longer counts, from its peak at q / 2. */
const REACH = 10;

export function studentisedRangeSurvival(q: number, groups: number): number {
  if (q <= 0) return 1;
  const others = groups - 1;
  const density = (z: number): number => {
    const log = logNormalCdf(z);
    const within = others * Math.log1p(-Math.exp(Math.min(0, logNormalCdf(z - q) - log)));
    return groups * Math.exp(-0.5 * z * z - LOG_SQRT_TWO_PI + others * log) * -Math.expm1(within);
  };
  let total = 0;
  for (let low = -REACH; low < q / 2 + REACH; low++) total += integrate(density, low, low + 1, RULE);
  return Math.min(1, total);
}

/**
 * The q with P(range > q) = `tail`.
 *
 * @example studentisedRangeQuantile(0.05, 5) // 3.8576…
 */
export function studentisedRangeQuantile(tail: number, groups: number): number {
  // The range is at most twice the largest |z|, so Bonferroni bounds it.
  const highest = 2 * Math.sqrt(2 * Math.log((2 * groups) / tail));
  return findRoot((q) => studentisedRangeSurvival(q, groups) - tail, 0, highest, 1e-12);
}
