import fc from 'fast-check';
import { expect, test } from 'vitest';
import { niceRange } from '../../../../src/report/content/charts/nice-scale.ts';

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
