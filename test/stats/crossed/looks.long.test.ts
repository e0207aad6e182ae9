import { describe, expect, test } from 'vitest';
import { crossedLooks, exampleShare, informationAt } from '../../../src/stats/crossed/looks.ts';
import { normalQuantile } from '../../../src/stats/distributions/normal.ts';
import { pairedTBoundaries } from '../../../src/stats/sequential/t-boundaries.ts';
import { exitProbabilities } from '../../support/exit-probabilities.ts';
import { kimDeMets } from '../../support/spending.ts';
import { expectClose } from '../support.ts';

const LOOKS = [6, 8, 11, 14, 19, 25];
const PLAN = { looks: LOOKS, alpha: 0.05, spent: kimDeMets(LOOKS, 3) };

describe('the share of the examples', () => {
  test('is that of the variance at the last look, rounded down to a twentieth', () => {
    const components = { seed: 0.01, example: 1, rest: 5 };
    // 1/100 against (0.01 + 5/100)/25 = 0.0024.
    expect(exampleShare(components, { seeds: 25, examples: 100 })).toBe(0.8);
    expect(exampleShare(components, { seeds: 25, examples: 1e9 })).toBe(0);
  });

  test('goes from 0 to 0.9', () => {
    expect(exampleShare({ seed: 1, example: 0, rest: 1 }, { seeds: 25, examples: 100 })).toBe(0);
    expect(exampleShare({ seed: 0, example: 1, rest: 0 }, { seeds: 25, examples: 100 })).toBe(0.9);
    expect(exampleShare({ seed: 0, example: 0, rest: 0 }, { seeds: 25, examples: 100 })).toBe(0);
  });

  test('makes the looks alike', () => {
    expect(informationAt(6, 24, 0)).toBe(0.25);
    expect(informationAt(6, 24, 1)).toBe(1);
    expect(informationAt(24, 24, 0.4)).toBe(1);
  });
});

describe('the levels of the looks', () => {
  test('without a share of the examples are those of the paired t test', () => {
    const levels = crossedLooks({ ...PLAN, share: 0 }).map(({ significanceLevel }) => significanceLevel);
    expect(levels).toEqual(pairedTBoundaries(PLAN).map(({ significanceLevel }) => significanceLevel));
  });

  test('rise with the share, and never above alpha', () => {
    const shares = [0, 0.3, 0.6, 0.9].map((share) => crossedLooks({ ...PLAN, share }));
    for (const [index, levels] of shares.entries()) {
      for (const [look, { significanceLevel }] of levels.entries()) {
        expect(significanceLevel).toBeLessThan(PLAN.alpha);
        if (index > 0)
          expect(significanceLevel).toBeGreaterThanOrEqual(shares[index - 1]?.[look]?.significanceLevel ?? 1);
      }
    }
  });

  test('hold alpha, to what the t distribution takes off normal boundaries', () => {
    for (const share of [0.3, 0.6, 0.9]) {
      const looks = crossedLooks({ ...PLAN, share });
      const exits = exitProbabilities({
        information: looks.map(({ information }) => information),
        boundaries: looks.map(({ significanceLevel }) => -normalQuantile(significanceLevel / 2)),
      });
      const total = exits.reduce((sum, { upper, lower }) => sum + upper + lower, 0);
      expect(total).toBeLessThanOrEqual(0.05);
      expectClose(total, 0.05, 0.1);
    }
  });
});
