import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedMaximum } from '../../../src/stats/estimates/expected-maximum.ts';

/** All choices of `size` out of the indices below `n`. */
function choices(n: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: Math.max(0, n - from) }, (_, i) => from + i).flatMap((index) =>
    choices(n, size - 1, index + 1).map((rest) => [index, ...rest]),
  );
}

const trials = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 7 });

test('is the mean over all choices of B trials of the best in each', () => {
  fc.assert(
    fc.property(trials, fc.nat(), (values, draw) => {
      const budget = 1 + (draw % values.length);
      const best = choices(values.length, budget).map((choice) =>
        Math.max(...choice.map((i) => values[i] ?? 0)),
      );
      const mean = best.reduce((sum, value) => sum + value, 0) / best.length;
      expect(expectedMaximum(values, budget)).toBeCloseTo(mean, 10);
    }),
  );
});

test('is the mean of one, the best of all, and never falls in between', () => {
  fc.assert(
    fc.property(trials, (values) => {
      const curve = values.map((_, index) => expectedMaximum(values, index + 1));
      expect(curve[0]).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 10);
      expect(curve.at(-1)).toBeCloseTo(Math.max(...values), 10);
      for (const [index, value] of curve.entries()) {
        expect(value).toBeGreaterThanOrEqual((curve[index - 1] ?? -1) - 1e-12);
      }
    }),
  );
});

test('the outcome of what was chosen counts, and ties share it', () => {
  expect(expectedMaximum([1, 2, 3], 3, [10, 30, 20])).toBe(20);
  expect(expectedMaximum([1, 3, 3], 3, [10, 30, 20])).toBe(25);
  expect(expectedMaximum([1, 2, 3], 1, [10, 30, 20])).toBeCloseTo(20, 12);
  expect(expectedMaximum([0.1, 0.1, 0.1], 2)).toBeCloseTo(0.1, 15);
});
