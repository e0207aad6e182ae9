import * as Plot from '@observablehq/plot';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  factorTicks,
  niceRange,
  niceTicks,
  withLabels,
} from '../../../../src/report/content/charts/nice-scale.ts';
import { draw } from '../../../../src/report/page/charts/plot.ts';

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
  { values: [0.2, 2.05], range: [0.2, 2.2] },
  { values: [1.4, 2.02], range: [1.4, 2.1] },
  { values: [0.7, 0.7], range: [0.6, 0.8] },
  { values: [-1.2, 0.4], range: [-1.2, 0.4] },
])('the range of $values is $range', ({ values, range }) => {
  expect(niceRange(values)).toEqual(range);
});

test('ticks from zero reach the largest value, in even steps', () => {
  expect(niceTicks(0.029, 5)).toEqual([0, 0.01, 0.02, 0.03]);
  expect(niceTicks(0.07, 5)).toEqual([0, 0.02, 0.04, 0.06, 0.08]);
  expect(niceTicks(12, 5)).toEqual([0, 5, 10, 15]);
});

test('ticks of factors are 1, 2 and 5 times the powers of ten', () => {
  expect(factorTicks(2, 88)).toEqual([2, 5, 10, 20, 50]);
  expect(factorTicks(3, 4)).toEqual([]);
});

/** As d3 counts them, which draws mermaid's axes and Plot's alike. */
function labelsOf(domain: readonly [number, number]): number {
  const axis = Plot.axisX({ ticks: 10, tickFormat: (_: number, i: number) => `label ${i}` });
  const margin = { top: 20, right: 20, bottom: 30, left: 40 };
  const svg = draw({ label: '', width: 900, height: 40, margin, x: { domain: [...domain] }, marks: [axis] });
  return svg.match(/>label \d+</g)?.length ?? 0;
}

test('an axis is raised until it has few enough labels', () => {
  const bound = fc.double({ min: 0.001, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(bound, bound, (low, size) => {
      const [from, to] = niceRange([low, low + size]);
      const [start, end] = withLabels([from, to], 12);
      expect(start).toBe(from);
      expect(end).toBeGreaterThanOrEqual(to);
      expect(end - start).toBeLessThan(1.5 * (to - from));
      expect(labelsOf([start, end])).toBeLessThanOrEqual(12);
    }),
    { numRuns: 60 },
  );
  expect(labelsOf([0, 30])).toBe(16);
  expect(labelsOf(withLabels([0, 30], 12))).toBe(7);
});
