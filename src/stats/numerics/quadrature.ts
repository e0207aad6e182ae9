/**
 * Gauss–Legendre quadrature, exact for polynomials of degree 2n − 1. Nodes are found by Newton's method from Tricomi's
 * estimate.
 */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Nodes and weights on [−1, 1]. */
export function gaussLegendre(points: number): Rule {
  const nodes = new Float64Array(points);
  const weights = new Float64Array(points);
  for (let index = 0; index < points; index++) {
    let x = Math.cos((Math.PI * (index + 0.75)) / (points + 0.5));
    let derivative = 0;
    for (let iteration = 0; iteration < 100; iteration++) {
      let previous = 1;
      let value = x;
      for (let degree = 2; degree <= points; degree++) {
        const next = ((2 * degree - 1) * x * value - (degree - 1) * previous) / degree;
        previous = value;
        value = next;
      }
      derivative = (points * (x * value - previous)) / (x * x - 1);
      const step = value / derivative;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    nodes[index] = x;
    weights[index] = 2 / ((1 - x * x) * derivative * derivative);
  }
  return { nodes, weights };
}

/** Cut the range where `f` bends sharply. */
export function integrate(f: (x: number) => number, low: number, high: number, rule: Rule): number {
  const centre = (low + high) / 2;
  const half = (high - low) / 2;
  let sum = 0;
  for (let index = 0; index < rule.nodes.length; index++) {
    sum += (rule.weights[index] as number) * f(centre + half * (rule.nodes[index] as number));
  }
  return sum * half;
}
