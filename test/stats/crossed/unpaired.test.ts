import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossedEstimate, crossedTest } from '../../../src/stats/crossed/crossed-test.ts';
import { CrossedTable } from '../../../src/stats/crossed/layout.ts';
import { repeatsEstimate, unpairedEstimate } from '../../../src/stats/crossed/unpaired.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { welchT } from '../../../src/stats/tests/welch-t.ts';
import { expectClose } from '../support.ts';
import { layOut } from './lay-out.ts';
import { ROWS, tables } from './support.ts';

function tableOf(rows: ReadonlyArray<readonly number[]>): CrossedTable {
  const table = new CrossedTable(rows[0]?.length ?? 0);
  for (const row of rows) table.add(row);
  return table;
}

describe('arms without shared seeds', () => {
  test('whose examples hold no chance are compared as by Welch', () => {
    const [before, after] = [
      [0.3, 0.5, 0.1],
      [0.9, 0.7, 1.2, 0.8],
    ] as const;
    const fill = (values: readonly number[]) => values.map((value) => Array<number>(5).fill(value));
    const estimate = unpairedEstimate(tableOf(fill(before)), tableOf(fill(after)));
    const welch = welchT(after, before);
    expectClose(crossedTest(estimate).pValue, welch.pValue, 1e-9);
    expectClose(estimate.degreesOfFreedom, welch.degreesOfFreedom, 1e-9);
  });

  test('of one run each are compared as one pair is', () => {
    const [before, after] = [ROWS[0] ?? [], ROWS[3] ?? []];
    const own = crossedEstimate(layOut([after.map((value, example) => value - (before[example] ?? 0))]));
    const { difference, standardError, degreesOfFreedom } = unpairedEstimate(
      tableOf([before]),
      tableOf([after]),
    );
    expectClose(difference, own.difference, 1e-12);
    expectClose(standardError, own.standardError, 1e-12);
    expectClose(degreesOfFreedom, own.degreesOfFreedom, 1e-12);
  });

  test('mirror when they are swapped', () => {
    fc.assert(
      fc.property(tables, tables, (one, other) => {
        const width = Math.min(one[0]?.length ?? 0, other[0]?.length ?? 0);
        const [a, b] = [one, other].map((rows) => tableOf(rows.map((row) => row.slice(0, width))));
        const own = unpairedEstimate(a as CrossedTable, b as CrossedTable);
        const swapped = unpairedEstimate(b as CrossedTable, a as CrossedTable);
        expect(swapped.difference).toBeCloseTo(-own.difference, 12);
        expect(swapped.standardError).toBeCloseTo(own.standardError, 12);
        expect(swapped.skewness).toBeCloseTo(-own.skewness, 6);
      }),
    );
  });

  test('have components that make up the variance again', () => {
    const random = createRandom('unpaired components');
    const arm = (runs: number) => {
      const abilities = Array.from({ length: 30 }, () => 2 * randomNormal(random));
      return tableOf(
        Array.from({ length: runs }, () => {
          const ofRun = randomNormal(random);
          return abilities.map((ability) => ability + ofRun + randomNormal(random));
        }),
      );
    };
    const { seeds, examples, standardError, components } = unpairedEstimate(arm(4), arm(6));
    const { seed, example, rest } = components;
    expectClose(seed / seeds + example / examples + rest / (seeds * examples), standardError ** 2, 1e-12);
  });

  test('hold the level for new seeds and new examples', () => {
    const random = createRandom('unpaired');
    const repetitions = 600;
    let alarms = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const arm = (runs: number, own: number[]) =>
        tableOf(
          Array.from({ length: runs }, () => {
            const ofRun = 0.2 * randomNormal(random);
            return own.map((ability) => ability + ofRun + 2 * randomNormal(random));
          }),
        );
      const abilities = () => Array.from({ length: 40 }, () => randomNormal(random));
      const estimate = unpairedEstimate(arm(5, abilities()), arm(8, abilities()));
      if (crossedTest(estimate).pValue <= 0.05) alarms++;
    }
    // Four binomial standard errors above 5 %.
    expect(alarms / repetitions).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / repetitions));
  });
});

describe('repeats of an evaluation', () => {
  test('that differ no more than single answers explain are tested over the cases', () => {
    const before = tableOf([
      [0, 0, 1],
      [0, 1, 1],
    ]);
    const after = tableOf([
      [1, 0, 1],
      [1, 1, 0],
    ]);
    // Means by case differ by 1, 0 and −0.5.
    const estimate = repeatsEstimate(before, after);
    expectClose(estimate.difference, 1 / 6, 1e-12);
    expectClose(estimate.standardError, Math.sqrt(7 / 36), 1e-12);
    expectClose(estimate.degreesOfFreedom, 2, 1e-12);
    expect(estimate.components.seed).toBe(0);
  });

  test('that differ as a whole add to the variance, with few degrees of freedom', () => {
    const before = tableOf([
      [0, 0, 0],
      [1, 1, 0],
    ]);
    const after = tableOf([
      [1, 0, 1],
      [1, 0, 1],
    ]);
    // MS(repeats) 2/3 and MS(rest) 1/6 of one arm: (2/3 − 1/6) / 6 = 3/36.
    const estimate = repeatsEstimate(before, after);
    expectClose(estimate.standardError, Math.sqrt((7 + 3) / 36), 1e-12);
    expectClose(estimate.degreesOfFreedom, 200 / 67, 1e-12);
    expectClose(estimate.components.seed / 2, 3 / 36, 1e-12);
  });

  test('are compared as by Welch where all answers of a repeat are equal', () => {
    const [before, after] = [
      [0.3, 0.5, 0.1],
      [0.9, 0.7, 1.2],
    ] as const;
    const fill = (values: readonly number[]) => tableOf(values.map((value) => Array<number>(5).fill(value)));
    const estimate = repeatsEstimate(fill(before), fill(after));
    const welch = welchT(after, before);
    expectClose(crossedTest(estimate).pValue, welch.pValue, 1e-9);
    expectClose(estimate.degreesOfFreedom, welch.degreesOfFreedom, 1e-9);
  });

  test('of which there is one are compared as one pair is', () => {
    const [before, after] = [ROWS[0] ?? [], ROWS[3] ?? []];
    const own = crossedEstimate(layOut([after.map((value, example) => value - (before[example] ?? 0))]));
    const estimate = repeatsEstimate(tableOf([before]), tableOf([after]));
    expectClose(estimate.standardError, own.standardError, 1e-12);
    expectClose(estimate.degreesOfFreedom, own.degreesOfFreedom, 1e-12);
    expectClose(estimate.skewness, own.skewness, 1e-9);
  });
});
