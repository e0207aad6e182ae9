import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pitmanMorgan, varianceRatio } from '../../../src/stats/tests/equal-spread.ts';

const X = [2.84, 2.51, 2.41, 2.95, 3.14, 3.79, 4.14];
const Y = [2.6, 2.82, 2.18, 3.46, 4.01, 3.04, 3.47];

test('agrees with the integrals of the densities by Simpson’s rule', () => {
  expect(pitmanMorgan(X, Y)).toBeCloseTo(0.9149625617, 9);
  expect(varianceRatio(X, Y)).toBeCloseTo(0.920353802, 9);
  expect(varianceRatio(X.slice(0, 4), Y)).toBeCloseTo(0.1828101814, 9);
});

test('neither knows which sample is which, nor a shift or unit', () => {
  const samples = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(samples, samples, (one, other) => {
      for (const spread of [pitmanMorgan, varianceRatio]) {
        const p = spread(one, other);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(spread(other, one)).toBeCloseTo(p, 9);
        const scaled = (values: readonly number[]) => values.map((value) => 4 * value + 3);
        expect(spread(scaled(one), scaled(other))).toBeCloseTo(p, 9);
      }
    }),
  );
});

test('nothing that varies differs in nothing', () => {
  expect(pitmanMorgan([1, 1, 1], [2, 2, 2])).toBe(1);
  expect(pitmanMorgan([1, 2], [2, 5])).toBe(1);
  expect(varianceRatio([1, 1], [2, 2])).toBe(1);
});
