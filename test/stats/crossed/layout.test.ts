import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CrossedTable } from '../../../src/stats/crossed/layout.ts';
import { expectClose } from '../support.ts';
import { layOut } from './lay-out.ts';
import { MEAN_SQUARES, ROWS, tables } from './support.ts';

describe('the mean squares of a crossed table', () => {
  test("are those of R's analysis of variance", () => {
    const { seeds, examples, difference, meanSquares } = layOut(ROWS);
    expect([seeds, examples]).toEqual([4, 6]);
    expectClose(difference, 25 / 24, 1e-15);
    expectClose(meanSquares.seeds ?? 0, MEAN_SQUARES.seeds, 1e-13);
    expectClose(meanSquares.examples ?? 0, MEAN_SQUARES.examples, 1e-13);
    expectClose(meanSquares.rest ?? 0, MEAN_SQUARES.rest, 1e-13);
  });

  test('keep their digits beside a large offset and an example of another size', () => {
    const moved = layOut(
      ROWS.map((row) => row.map((value, example) => value + 1e6 + (example === 3 ? 1e9 : 0))),
    );
    expectClose(moved.meanSquares.seeds ?? 0, MEAN_SQUARES.seeds, 1e-5);
    expectClose(moved.meanSquares.rest ?? 0, MEAN_SQUARES.rest, 1e-6);
  });

  test('do not depend on the order of rows and columns, nor on the side, to the last digit', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const turned = layOut(rows.map((row) => [...row].reverse()).reverse());
        const straight = layOut(rows);
        expect(turned).toEqual(straight);
        const mirrored = layOut(rows.map((row) => row.map((value) => 0 - value)));
        expect(mirrored.meanSquares).toEqual(straight.meanSquares);
        expect(mirrored.difference + straight.difference).toBe(0);
      }),
    );
  });

  test('add up to the spread of all cells', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const { seeds: n, examples: m, difference, meanSquares } = layOut(rows);
        const total = rows.flat().reduce((sum, value) => sum + (value - difference) ** 2, 0);
        const parts =
          (n - 1) * (meanSquares.seeds ?? 0) +
          (m - 1) * (meanSquares.examples ?? 0) +
          (n - 1) * (m - 1) * (meanSquares.rest ?? 0);
        expect(parts).toBeCloseTo(total, 6);
      }),
    );
  });

  test('can be asked for after every row', () => {
    const table = new CrossedTable(6);
    for (const [index, row] of ROWS.entries()) {
      table.add(row);
      expect(table.layout()).toEqual(layOut(ROWS.slice(0, index + 1)));
    }
  });

  test('of one row, or one column, are those that can be seen', () => {
    expect(layOut([[1, 2, 6]]).meanSquares).toEqual({ seeds: null, examples: 7, rest: null });
    expect(layOut([[1], [2], [6]]).meanSquares).toEqual({ seeds: 7, examples: null, rest: null });
  });
});
