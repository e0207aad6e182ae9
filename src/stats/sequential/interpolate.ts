import type { Rule } from '../numerics/quadrature.ts';

/**
 * Polynomial through values at Gauss–Legendre nodes on [low, high], in the stable barycentric form (J.-P. Berrut and L. N.
 * Trefethen, SIAM Review 46, 2004).
 */
export function interpolator(
  rule: Rule,
  low: number,
  high: number,
  values: readonly number[],
): (x: number) => number {
  const { nodes } = rule;
  const factors = nodes.map((node, index) => {
    const size = Math.sqrt((1 - node * node) * (rule.weights[index] as number));
    return index % 2 === 0 ? size : -size;
  });
  const given = Float64Array.from(values);
  return (x) => {
    const at = (2 * (x - low)) / (high - low) - 1;
    let numerator = 0;
    let denominator = 0;
    for (let index = 0; index < factors.length; index++) {
      const share = (factors[index] as number) / (at - (nodes[index] as number));
      numerator += share * (given[index] as number);
      denominator += share;
    }
    // At a node, its term is infinite.
    return Number.isFinite(denominator) ? numerator / denominator : (given[nodes.indexOf(at)] ?? Number.NaN);
  };
}
