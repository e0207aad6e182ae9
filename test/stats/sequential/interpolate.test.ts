import { expect, test } from 'vitest';
import { gaussLegendre } from '../../../src/stats/numerics/quadrature.ts';
import { interpolator } from '../../../src/stats/sequential/interpolate.ts';

const rule = gaussLegendre(6);
const cubic = (x: number) => 2 - x + 3 * x ** 3;
const places = Array.from(rule.nodes, (node) => 1 + (node + 1) / 2);
const curve = interpolator(rule, 1, 2, places.map(cubic));

test('goes through a polynomial of a lower degree', () => {
  for (const x of [1, 1.1, 1.4, 1.7, 2]) expect(curve(x)).toBeCloseTo(cubic(x), 12);
});

test('at a node it is the value there', () => {
  const halves = { nodes: Float64Array.of(-0.5, 0.5), weights: Float64Array.of(1, 1) };
  expect([-0.5, 0.5].map(interpolator(halves, -1, 1, [7, 3]))).toEqual([7, 3]);
});

test('what is no number stays none', () => {
  expect(curve(Number.NaN)).toBeNaN();
});
