import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf } from '../../../src/stats/distributions/normal.ts';
import { probabilityOfImprovement } from '../../../src/stats/estimates/probability-of-improvement.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { expectClose } from '../support.ts';

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

  test('the interval holds the value, stays inside [0, 1], never collapses, and mirrors with the arms', () => {
    fc.assert(
      fc.property(values, values, (candidate, baseline) => {
        const { value, low, high } = probabilityOfImprovement(candidate, baseline);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value - 1e-12);
        expect(high - low).toBeGreaterThan(0.1);
        const back = probabilityOfImprovement(baseline, candidate);
        expect(back.value).toBeCloseTo(1 - value, 12);
        expect(back.low).toBeCloseTo(1 - high, 10);
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

  const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
    minLength: 2,
    maxLength: 12,
  });

  test('pairing moves the interval and not the value, and the order of the pairs moves neither', () => {
    fc.assert(
      fc.property(pairs, (both) => {
        const candidate = both.map(([value]) => value);
        const baseline = both.map(([, value]) => value);
        const paired = probabilityOfImprovement(candidate, baseline, { paired: true });
        const reversed = probabilityOfImprovement([...candidate].reverse(), [...baseline].reverse(), {
          paired: true,
        });
        expect(paired.value).toBe(probabilityOfImprovement(candidate, baseline).value);
        expect(reversed.low).toBeCloseTo(paired.low, 10);
        expect(paired.low).toBeLessThanOrEqual(paired.value + 1e-12);
        expect(paired.high - paired.low).toBeGreaterThan(0.05);
        const back = probabilityOfImprovement(baseline, candidate, { paired: true });
        expect(back.low).toBeCloseTo(1 - paired.high, 10);
      }),
    );
  });

  test('arms that move together are compared more sharply as pairs', () => {
    const baseline = [1, 2, 3, 4, 5, 6, 7, 8];
    const candidate = baseline.map((value) => value + 0.5);
    const width = (paired: boolean) => {
      const { low, high } = probabilityOfImprovement(candidate, baseline, { paired });
      return high - low;
    };
    expect(width(true)).toBeLessThan(0.75 * width(false));
  });

  test.each([
    [-0.5, 0.91],
    [0, 0.92],
    [0.7, 0.93],
  ])('at correlation %d it covers the truth in 95 % of the experiments, or nearly', (correlation, least) => {
    const random = createRandom('coverage of P(better)', correlation);
    const repetitions = 1000;
    const truth = normalCdf(1 / Math.SQRT2);
    let covered = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const baseline = Array.from({ length: 10 }, () => randomNormal(random));
      const candidate = baseline.map(
        (value) => 1 + correlation * value + Math.sqrt(1 - correlation ** 2) * randomNormal(random),
      );
      const { low, high } = probabilityOfImprovement(candidate, baseline, { paired: true });
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered / repetitions).toBeGreaterThan(least);
  });
});
