import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRoot } from '../../../src/stats/numerics/root.ts';

test.each([
  ['a line', (x: number) => 3 * x - 6, 0, 10, 2],
  ['a cube', (x: number) => x ** 3 - 2, 0, 2, Math.cbrt(2)],
  [
    'a step that is nearly flat',
    (x: number) => Math.expm1(-30 * (1 - x)) + 0.5,
    0,
    2,
    1 + Math.log(0.5) / 30,
  ],
  ['a root at the lower end', (x: number) => x, 0, 1, 0],
  ['a root at the upper end', (x: number) => x - 1, 0, 1, 1],
])('finds the root of %s', (_name, f, low, high, expected) => {
  expect(Math.abs(findRoot(f, low, high) - expected)).toBeLessThan(1e-14);
});

test('finds any root, wherever it lies', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(1, 3, 5), (root, power) => {
      const found = findRoot((x) => (x - root) ** power, -2e6, 3e6);
      expect(Math.abs(found - root)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(root)));
    }),
  );
});
