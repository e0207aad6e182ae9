import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossedEquivalence, crossedEstimate, crossedTest } from '../../../src/stats/crossed/crossed-test.ts';
import { correctForSkewness } from '../../../src/stats/crossed/skew.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { expectClose } from '../support.ts';
import { layOut } from './lay-out.ts';
import { MEAN_SQUARES, ROWS, tables } from './support.ts';

const estimateOf = (rows: ReadonlyArray<readonly number[]>) => crossedEstimate(layOut(rows));
const testOf = (rows: ReadonlyArray<readonly number[]>) => crossedTest(estimateOf(rows));

describe('the crossed test', () => {
  test("has the variance and Satterthwaite's degrees of freedom of the mean squares", () => {
    const { seeds: s, examples: e, rest: r } = MEAN_SQUARES;
    const { standardError, degreesOfFreedom, components } = estimateOf(ROWS);
    const scaled = s + e - r;
    expectClose(standardError, Math.sqrt(scaled / 24), 1e-12);
    expectClose(degreesOfFreedom, scaled ** 2 / (s ** 2 / 3 + e ** 2 / 5 + r ** 2 / 15), 1e-12);
    expectClose(components.seed, (s - r) / 6, 1e-11);
    expectClose(components.example, (e - r) / 4, 1e-12);
    // scipy.stats.t with these degrees of freedom.
    const { statistic, pValue, interval } = testOf(ROWS);
    expectClose(statistic, 2.497503743760918, 1e-12);
    expectClose(pValue, 0.06231013589095021, 1e-9);
    expectClose(interval.low, -0.08295359113138545, 1e-9);
    expectClose(interval.high, 2.166286924464719, 1e-9);
  });

  test('with one seed is the paired t test over examples', () => {
    const row = [0.3, 1, -0.2, 0.8, 0.5];
    const t = pairedT(row);
    const { statistic, pValue } = testOf([row]);
    expectClose(statistic, t.statistic, 1e-12);
    expectClose(pValue, t.pValue, 1e-12);
    const { degreesOfFreedom, components } = estimateOf([row]);
    expectClose(degreesOfFreedom, 4, 1e-12);
    expect([components.seed, components.rest]).toEqual([0, 0]);
  });

  test('with one example, or examples that all agree, is the paired t test over seeds', () => {
    const differences = [0.3, 1, -0.2, 0.8, 0.5];
    const t = pairedT(differences);
    for (const width of [1, 7]) {
      const rows = differences.map((value) => Array<number>(width).fill(value));
      expectClose(testOf(rows).statistic, t.statistic, 1e-12);
      expectClose(estimateOf(rows).degreesOfFreedom, 4, 1e-12);
    }
  });

  test('is never surer than a test of seeds alone or of examples alone', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const layout = layOut(rows);
        const { standardError } = crossedEstimate(layout);
        const cells = layout.seeds * layout.examples;
        for (const square of Object.values(layout.meanSquares)) {
          expect(standardError ** 2 * (1 + 1e-9)).toBeGreaterThanOrEqual((square ?? 0) / cells);
        }
      }),
    );
  });

  test('mirrors when the arms are swapped, and scales with the unit', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const own = testOf(rows);
        const swapped = testOf(rows.map((row) => row.map((value) => -4 * value)));
        expect(swapped.pValue).toBe(own.pValue);
        expect(swapped.skewCorrectedPValue).toBe(own.skewCorrectedPValue);
        expect(swapped.interval.low).toBe(-4 * own.interval.high);
      }),
    );
  });

  test('rejects at a level exactly where the interval of that level excludes zero', () => {
    fc.assert(
      fc.property(tables, fc.double({ min: 0.5, max: 0.999, noNaN: true }), (rows, level) => {
        const { pValue, interval } = crossedTest(estimateOf(rows), { level });
        fc.pre(Math.abs(pValue - (1 - level)) > 1e-9);
        expect(interval.low > 0 || interval.high < 0).toBe(pValue < 1 - level);
      }),
    );
  });

  test('of a table in which nothing varies, but by rounding, has no standard error', () => {
    const rows = [
      [0.1 + 0.2, 0.3],
      [0.3, 0.1 + 0.2],
    ];
    expect(estimateOf(rows).standardError).toBe(0);
    expect(() => testOf(rows)).toThrow('requires contributions that vary, but all are 0.3');
    expect(estimateOf([[0, 0, 0]]).standardError).toBe(0);
  });

  test('finds the spread of cells whose rows and columns cancel', () => {
    const { standardError } = estimateOf([
      [1, -1],
      [-1, 1],
    ]);
    expectClose(standardError, 1, 1e-15);
  });

  test('of clusters of unequal size has as many degrees of freedom as they are worth', () => {
    const layout = layOut([[0.3, 1, -0.2, 0.8, 0.5]]);
    const { degreesOfFreedom } = crossedEstimate({ ...layout, effectiveExamples: 3.5 });
    expectClose(degreesOfFreedom, 2.5, 1e-12);
  });
});

describe('equivalence', () => {
  test('is shown where the 1 − 2 alpha interval lies inside the margin', () => {
    const estimate = { ...estimateOf(ROWS), difference: 0.2 };
    const { interval } = crossedTest(estimate, { level: 0.9 });
    for (const margin of [0.9, 1.1, 1.3, 2]) {
      const { pValue, low, high } = crossedEquivalence(estimate, { margin, alpha: 0.05 });
      expectClose(low, interval.low, 1e-9);
      expectClose(high, interval.high, 1e-9);
      expect(pValue < 0.05).toBe(-margin < low && high < margin);
    }
  });

  test('mirrors when the arms are swapped', () => {
    const mirrored = ROWS.map((row) => row.map((value) => -value));
    const bounds = { margin: 1.5, alpha: 0.05 };
    const own = crossedEquivalence(estimateOf(ROWS), bounds);
    const swapped = crossedEquivalence(estimateOf(mirrored), bounds);
    expectClose(swapped.pValue, own.pValue, 1e-12);
    expectClose(swapped.skewCorrectedPValue, own.skewCorrectedPValue, 1e-12);
  });
});

describe('the correction for skewness', () => {
  test('leaves t as it is where there is none, and mirrors', () => {
    const t = fc.double({ min: -50, max: 50, noNaN: true });
    const skewness = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(t, skewness, (statistic, kappa) => {
        expect(correctForSkewness(statistic, 0) - statistic).toBe(0);
        const both = correctForSkewness(statistic, kappa) + correctForSkewness(-statistic, -kappa);
        expect(Math.abs(both)).toBe(0);
      }),
    );
  });

  test('rises with t', () => {
    const t = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(t, t, fc.double({ min: -3, max: 3, noNaN: true }), (one, other, kappa) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(correctForSkewness(high, kappa)).toBeGreaterThanOrEqual(correctForSkewness(low, kappa) - 1e-9);
      }),
    );
  });

  test('holds less of a negative t of a law with a long upper tail to be chance', () => {
    const rows = [[0, 0.1, 0.2, 0.1, 0, 0.3, 0.1, 0.2, 2.5, 4]].map((row) => row.map((value) => value - 2));
    const { pValue, skewCorrectedPValue } = testOf(rows);
    expect(skewCorrectedPValue).toBeGreaterThan(1.5 * pValue);
  });

  test('is as in Hall 1992: t + κt²/3 + κ²t³/27 + κ/6', () => {
    const [t, k] = [1.7, -0.4];
    expectClose(correctForSkewness(t, k), t + (k * t * t) / 3 + (k * k * t ** 3) / 27 + k / 6, 1e-14);
  });
});
