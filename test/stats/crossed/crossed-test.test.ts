import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossedEstimate, crossedTest } from '../../../src/stats/crossed/crossed-test.ts';
import { layOut } from '../../../src/stats/crossed/layout.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { expectClose } from '../support.ts';
import { MEAN_SQUARES, ROWS, tables } from './support.ts';

describe('the crossed test', () => {
  test("has the variance and Satterthwaite's degrees of freedom of the mean squares", () => {
    const { seeds: s, examples: e, rest: r } = MEAN_SQUARES;
    const { standardError, degreesOfFreedom, components, statistic, pValue, interval } = crossedTest(
      layOut(ROWS),
    );
    const scaled = s + e - r;
    expectClose(standardError, Math.sqrt(scaled / 24), 1e-12);
    expectClose(degreesOfFreedom, scaled ** 2 / (s ** 2 / 3 + e ** 2 / 5 + r ** 2 / 15), 1e-12);
    expectClose(statistic, 25 / 24 / standardError, 1e-12);
    expectClose(components.seed ?? 0, (s - r) / 6, 1e-11);
    expectClose(components.example ?? 0, (e - r) / 4, 1e-12);
    // scipy.stats.t with these degrees of freedom.
    expectClose(pValue, 0.06231013589095021, 1e-9);
    expectClose(interval.low, -0.08295359113138545, 1e-9);
    expectClose(interval.high, 2.166286924464719, 1e-9);
  });

  test('with one seed is the paired t test over examples', () => {
    const row = [0.3, 1, -0.2, 0.8, 0.5];
    const { statistic, pValue, degreesOfFreedom, components } = crossedTest(layOut([row]));
    const t = pairedT(row);
    expectClose(statistic, t.statistic, 1e-12);
    expectClose(pValue, t.pValue, 1e-12);
    expect(degreesOfFreedom).toBeCloseTo(4, 12);
    expect([components.seed, components.rest]).toEqual([null, null]);
  });

  test('with one example, or examples that all agree, is the paired t test over seeds', () => {
    const differences = [0.3, 1, -0.2, 0.8, 0.5];
    const t = pairedT(differences);
    for (const width of [1, 7]) {
      const rows = differences.map((value) => Array<number>(width).fill(value));
      const { statistic, degreesOfFreedom } = crossedTest(layOut(rows));
      expectClose(statistic, t.statistic, 1e-12);
      expectClose(degreesOfFreedom, 4, 1e-12);
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
        const own = crossedTest(layOut(rows));
        const swapped = crossedTest(layOut(rows.map((row) => row.map((value) => -4 * value))));
        expect(swapped.pValue).toBe(own.pValue);
        expect(swapped.interval.low).toBe(-4 * own.interval.high);
        expect(swapped.degreesOfFreedom).toBe(own.degreesOfFreedom);
      }),
    );
  });

  test('has at least the degrees of freedom of the smaller side', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const layout = layOut(rows);
        const { degreesOfFreedom } = crossedEstimate(layout);
        expect(degreesOfFreedom).toBeGreaterThan(0);
        expect(Number.isFinite(degreesOfFreedom)).toBe(true);
      }),
    );
  });

  test('of a table in which nothing varies, but by rounding, has no standard error', () => {
    const rows = [
      [0.1 + 0.2, 0.3],
      [0.3, 0.1 + 0.2],
    ];
    expect(crossedEstimate(layOut(rows)).standardError).toBe(0);
    expect(() => crossedTest(layOut(rows))).toThrow('requires contributions that vary, but all are 0.3');
    expect(crossedEstimate(layOut([[0, 0, 0]])).standardError).toBe(0);
  });

  test('finds the spread of cells whose rows and columns cancel', () => {
    const { standardError } = crossedEstimate(
      layOut([
        [1, -1],
        [-1, 1],
      ]),
    );
    expectClose(standardError, 1, 1e-15);
  });
});

test('says what it needs', () => {
  expect(() => crossedTest(layOut([[1]]))).toThrow('requires two seeds or two examples');
  expect(() => crossedTest(layOut(ROWS), { level: 1 })).toThrow('crossedTest requires level');
});
