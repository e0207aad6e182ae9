import { describe, expect, test } from 'vitest';
import { chanceOfCrossedVerdict } from '../../../src/stats/crossed/futility.ts';
import { conditionalPower } from '../../../src/stats/sequential/conditional-power.ts';
import { expectClose } from '../support.ts';

const LAST = { differenceLevel: 0.04, equivalence: null };

describe('the chance of a verdict', () => {
  test('with seeds alone is the conditional power of the pairs', () => {
    const estimate = { difference: 0.3, standardError: 0.25 };
    expectClose(
      chanceOfCrossedVerdict(estimate, { ...LAST, information: 25 / 8 }),
      conditionalPower({
        pairs: 8,
        mean: 0.3,
        standardDeviation: 0.25 * Math.sqrt(8),
        difference: 0.55,
        lastPairs: 25,
        lastSignificanceLevel: 0.04,
      }),
      1e-12,
    );
  });

  test('where more seeds add nothing is that what is seen is what will be', () => {
    const chance = (t: number) =>
      chanceOfCrossedVerdict({ difference: t, standardError: 1 }, { ...LAST, information: 1 });
    expect(chance(1.9)).toBeLessThan(1e-6);
    expect(chance(2.3)).toBeGreaterThan(1 - 1e-6);
    expect(chance(-2.3)).toBeGreaterThan(1 - 1e-6);
  });

  test('is not given up where nothing has varied yet', () => {
    const estimate = { difference: 0, standardError: 0 };
    expect(chanceOfCrossedVerdict(estimate, { ...LAST, information: 4 })).toBe(1);
  });

  test('counts equivalence, which is sure with a wide margin and impossible with a narrow one', () => {
    const chance = (margin: number) =>
      chanceOfCrossedVerdict(
        { difference: 0.1, standardError: 1 },
        { ...LAST, information: 2, equivalence: { margin, level: 0.04 } },
      );
    expect(chance(10)).toBeGreaterThan(0.999);
    expect(chance(0.5)).toBeLessThan(0.05);
  });
});
