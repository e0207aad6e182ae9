import fc from 'fast-check';
import { expect, test } from 'vitest';
import { niceRange, ticks } from '../../../../src/report/content/charts/nice-scale.ts';

test('a nice range holds every value', () => {
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
      const [low, high] = niceRange(values);
      const rounding = 1e-9 * (1 + Math.max(...values.map(Math.abs)));
      expect(low).toBeLessThan(high);
      expect(low).toBeLessThanOrEqual(Math.min(...values) + rounding);
      expect(high).toBeGreaterThanOrEqual(Math.max(...values) - rounding);
    }),
  );
});

test.each([
  [
    [0.2, 2.05],
    [0, 2.5],
  ],
  [
    [1.4, 2.02],
    [1.4, 2.1],
  ],
  [
    [0.7, 0.7],
    [0.6, 0.8],
  ],
  [
    [-1.2, 0.4],
    [-1.2, 0.4],
  ],
])('the range of %j is %j', (values, expected) => {
  expect(niceRange(values)).toEqual(expected);
});

test.each([
  [0, 2.05, 5, [0, 0.5, 1, 1.5, 2]],
  [-0.013, 0.021, 6, [-0.01, 0, 0.01, 0.02]],
  [1, 20, 10, [2, 4, 6, 8, 10, 12, 14, 16, 18, 20]],
  [0.3, 0.3, 5, [0.3]],
])('between %d and %d stand about %d ticks: %j', (low, high, wanted, expected) => {
  expect(ticks(low, high, wanted)).toEqual(expected);
});
