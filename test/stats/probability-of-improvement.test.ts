import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { probabilityOfImprovement } from '../../src/stats/probability-of-improvement.ts';
import { expectClose } from './support.ts';

const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 });

describe('probabilityOfImprovement', () => {
  test("agrees with rliable's test suite", () => {
    const x = [1, 2, 2, 2, 1, 1, 2, 1];
    const y = [1, 1, 2, 2, 3, 3];
    expectClose(probabilityOfImprovement(x, y).value, 1 / 3, 1e-14);
  });

  test('is the share of run pairs won, ties counting one half', () => {
    fc.assert(
      fc.property(values, values, (candidate, baseline) => {
        let won = 0;
        for (const one of candidate)
          for (const other of baseline) won += one > other ? 1 : one === other ? 0.5 : 0;
        const expected = won / (candidate.length * baseline.length);
        expect(probabilityOfImprovement(candidate, baseline).value).toBeCloseTo(expected, 12);
      }),
    );
  });

  test('swapping the arms mirrors value and interval at one half', () => {
    fc.assert(
      fc.property(values, values, (candidate, baseline) => {
        const there = probabilityOfImprovement(candidate, baseline);
        const back = probabilityOfImprovement(baseline, candidate);
        expect(back.value).toBeCloseTo(1 - there.value, 12);
        expect(back.low).toBeCloseTo(1 - there.high, 10);
        expect(back.high).toBeCloseTo(1 - there.low, 10);
      }),
    );
  });

  test('the interval holds the value, stays inside [0, 1] and never collapses', () => {
    fc.assert(
      fc.property(values, values, (candidate, baseline) => {
        const { value, low, high } = probabilityOfImprovement(candidate, baseline);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value - 1e-12);
        expect(high - low).toBeGreaterThan(0.1);
      }),
    );
  });

  test('solves the equation of Newcombe, method 5, at complete separation', () => {
    // (1 - t) m n = z^2 t (1 + (N - 1) ((1 - t)/(2 - t) + t/(1 + t))), t = 0.6517, m = n = N = 5
    const { value, low, high } = probabilityOfImprovement([6, 7, 8, 9, 10], [1, 2, 3, 4, 5]);
    expect([value, high]).toEqual([1, 1]);
    const variance = (low * (1 - low) * (1 + 4 * ((1 - low) / (2 - low) + low / (1 + low)))) / 25;
    expectClose(1 - low, 1.959963984540054 * Math.sqrt(variance), 1e-9);
  });

  test('says what it needs', () => {
    expect(() => probabilityOfImprovement([], [1])).toThrow('requires at least one run of each model');
  });
});
