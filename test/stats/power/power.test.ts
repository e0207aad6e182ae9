import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf } from '../../../src/stats/distributions/normal.ts';
import { studentTQuantile } from '../../../src/stats/distributions/student-t.ts';
import {
  equivalencePairsNeeded,
  minimumDetectableDifference,
  pairsNeeded,
  reachesPower,
  twoSidedTPower,
} from '../../../src/stats/power/power.ts';
import { expectClose, pairedTPower } from '../support.ts';

/**
 * The chance that both one-sided tests of n pairs with standard deviation 1 reject, by integrating over the estimated deviation
 * s (n − 1 times its square is chi-squared): the mean has to lie within ±(margin − t s/√n).
 */
function equivalencePower(difference: number, margin: number, n: number, alpha: number): number {
  const t = -studentTQuantile(alpha, n - 1);
  const root = Math.sqrt(n);
  const step = 1e-3;
  let [power, mass] = [0, 0];
  for (let s = step / 2; s < 6; s += step) {
    const density = Math.exp((n - 2) * Math.log(s) - ((n - 1) * (s * s - 1)) / 2);
    const room = margin - (t * s) / root;
    const inside =
      room > 0 ? normalCdf((room - difference) * root) - normalCdf((-room - difference) * root) : 0;
    power += density * inside;
    mass += density;
  }
  return power / mass;
}

describe('pairs needed for equivalence', () => {
  test.each([
    [0, 1],
    [0.3, 1],
    [-0.3, 1],
    [0.45, 0.5],
    [0, 0.25],
    [0, 3],
  ])(
    'show a difference of %d within ±%d in four of five experiments, and fewer do not',
    (difference, margin) => {
      const design = { difference, margin, standardDeviation: 1, alpha: 0.05, power: 0.8 };
      const pairs = equivalencePairsNeeded(design) as number;
      expect(equivalencePower(difference, margin, pairs, 0.05)).toBeGreaterThanOrEqual(0.8);
      // What is computed is a bound from below: at most one pair too many.
      if (pairs > 3) expect(equivalencePower(difference, margin, pairs - 2, 0.05)).toBeLessThan(0.8);
      const scaled = { ...design, difference: 10 * difference, margin: 10 * margin, standardDeviation: 10 };
      expect(equivalencePairsNeeded(scaled)).toBe(pairs);
    },
  );

  test('is no number for a difference that is not inside, or beyond the maximum', () => {
    const design = { margin: 1, standardDeviation: 1, alpha: 0.05, power: 0.8 };
    expect(equivalencePairsNeeded({ ...design, difference: 1 })).toBeNull();
    expect(equivalencePairsNeeded({ ...design, difference: -1.5 })).toBeNull();
    expect(equivalencePairsNeeded({ ...design, difference: 0.999 })).toBeNull();
    expect(equivalencePairsNeeded({ ...design, difference: 0, maximum: 5 })).toBeNull();
    expect(() => equivalencePairsNeeded({ ...design, difference: Number.NaN })).toThrow('finite');
  });
});

describe('power of the paired t test', () => {
  test.each([
    [0.5, 34, 44],
    [0.8, 15, 19],
    [1, 10, 13],
    [2, 5, 5],
  ])('an effect of %d needs %d pairs for 80 %% and %d for 90 %%', (difference, pairs80, pairs90) => {
    const design = { difference, standardDeviation: 1, alpha: 0.05 };
    expect(pairsNeeded({ ...design, power: 0.8 })).toBe(pairs80);
    expect(pairsNeeded({ ...design, power: 0.9 })).toBe(pairs90);
  });

  test.each([
    [3, 3.264],
    [5, 1.682],
    [10, 0.996],
    [20, 0.66],
  ])('%d pairs detect an effect of %d at 80 %%', (pairs, effect) => {
    const design = { standardDeviation: 1, pairs, alpha: 0.05, power: 0.8 };
    expect(minimumDetectableDifference(design)).toBeCloseTo(effect, 3);
  });

  const alpha = fc.constantFrom(0.2, 0.05, 0.001, 1e-8);
  const target = fc.constantFrom(0.3, 0.8, 0.95, 0.999);
  const pairs = fc.integer({ min: 2, max: 200 });

  test('the smallest detectable difference is detected with just that power', () => {
    fc.assert(
      fc.property(
        alpha,
        target,
        pairs,
        fc.constantFrom(1e-6, 1, 1e6),
        (level, power, n, standardDeviation) => {
          const difference = minimumDetectableDifference({
            standardDeviation,
            pairs: n,
            alpha: level,
            power,
          });
          expectClose(pairedTPower({ difference, standardDeviation, pairs: n, alpha: level }), power, 1e-9);
        },
      ),
    );
  });

  test('the pairs needed suffice, and one fewer does not', () => {
    fc.assert(
      fc.property(
        alpha,
        target,
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        (level, power, difference) => {
          const design = { difference, standardDeviation: 1, alpha: level };
          const needed = pairsNeeded({ ...design, power }) as number;
          expect(pairedTPower({ ...design, pairs: needed })).toBeGreaterThanOrEqual(power);
          if (needed > 2) expect(pairedTPower({ ...design, pairs: needed - 1 })).toBeLessThan(power);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a power is reached exactly where it is as large', () => {
    fc.assert(
      fc.property(alpha, pairs, fc.double({ min: 0, max: 8, noNaN: true }), (level, n, noncentrality) => {
        const power = twoSidedTPower(noncentrality, n, level);
        for (const other of [power, power * (1 - 1e-12), level, 0.8, 1])
          expect(reachesPower(other, noncentrality, n, level)).toBe(power >= other);
        expect(reachesPower(power * (1 + 1e-12), noncentrality, n, level)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  test('without an effect the power is alpha', () => {
    fc.assert(
      fc.property(alpha, pairs, (level, n) => {
        const power = pairedTPower({ difference: 0, standardDeviation: 1, pairs: n, alpha: level });
        expectClose(power, level, 1e-9);
      }),
    );
  });

  test('a difference that no affordable number of pairs can settle gives null', () => {
    const design = { standardDeviation: 1, alpha: 0.05, power: 0.8 };
    expect(pairsNeeded({ ...design, difference: 1e-6 })).toBeNull();
    expect(pairsNeeded({ ...design, difference: 0 })).toBeNull();
    expect(pairsNeeded({ ...design, difference: 0.5, maximum: 33 })).toBeNull();
    expect(pairsNeeded({ ...design, difference: 0.5, maximum: 34 })).toBe(34);
  });
});
