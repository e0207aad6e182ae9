import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MeasuredComparison } from '../../../src/analysis/compare/comparison.ts';
import { analyseOnce } from '../../../src/analysis/decide/analyse.ts';
import { record } from '../../checks/records.ts';
import { metric } from '../metric.ts';

type More = Parameters<typeof metric>[1];

/** What the default analysis says of pairs with these differences. */
function decide(differences: readonly number[], more: More = {}, unpaired = false): MeasuredComparison {
  const records = differences.flatMap((difference, at) => [
    record('baseline', at + 1, { metrics: { test: { score: 0.5 + ((at * 7) % 5) / 50 } } }),
    record('head', (unpaired ? 100 : 0) + at + 1, {
      metrics: { test: { score: 0.5 + ((at * 7) % 5) / 50 + difference } },
    }),
  ]);
  const [comparison] = analyseOnce(
    {
      experiment: 'effect',
      metrics: [metric('score', { direction: 'maximize', ...more })],
      variants: ['head'],
      alpha: 0.05,
    },
    records,
  );
  if (comparison?.difference == null) throw new Error('not measured');
  return comparison;
}

const DIFFERENCES = [1.96, -0.07, 0.75, 0.71, 0.34, 0.39, 1];

describe('a least effect', () => {
  test("gives scipy's p of a t test against the effect", () => {
    // scipy.stats.ttest_1samp(DIFFERENCES, 0).pvalue and (DIFFERENCES, 0.1).pvalue
    const plain = decide(DIFFERENCES);
    const above = decide(DIFFERENCES, { minEffect: 0.1 });
    expect(plain.pValue).toBeCloseTo(0.0246999, 6);
    expect(above.pValue).toBeCloseTo(0.0424685, 6);
    expect(above.interval).toEqual(plain.interval);
    expect(above.minEffect).toBe(0.1);
  });

  test('is reached exactly where the whole interval lies above it, or below zero, in pairs and without', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -100, max: 200 }).map((value) => value / 100),
          { minLength: 6, maxLength: 12 },
        ),
        fc.integer({ min: 1, max: 80 }).map((value) => value / 100.3),
        fc.boolean(),
        (differences, minEffect, unpaired) => {
          fc.pre(new Set(differences).size > 3);
          const { verdict, interval, pValue, localLevel, pValueAdjusted, significanceLevel } = decide(
            differences,
            { minEffect },
            unpaired,
          );
          const isReached = interval.low > minEffect || interval.high < 0;
          expect(pValue < localLevel).toBe(isReached);
          expect((pValueAdjusted ?? 1) < significanceLevel).toBe(isReached);
          if (!isReached) expect(verdict).toBe('inconclusive');
          if (verdict === 'improvement') expect(interval.low).toBeGreaterThan(minEffect);
          if (verdict === 'regression') expect(interval.high).toBeLessThan(0);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('leaves equivalence and its cross-check as they are', () => {
    const differences = DIFFERENCES.map((one) => one / 20);
    const bounds = { margin: 0.2 };
    const plain = decide(differences, bounds);
    const above = decide(differences, { ...bounds, minEffect: 0.25 });
    expect(above).toMatchObject({ verdict: 'equivalent', equivalence: plain.equivalence });
    expect(above.studentised?.equivalencePValue).toBe(plain.studentised?.equivalencePValue);
  });
});
