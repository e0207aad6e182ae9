import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { NumberRows } from '../../../../src/records/readers/predictions/number-rows.ts';

function rowsOf(width: number, count: number) {
  const plain = Array.from({ length: count }, (_, row) =>
    Array.from({ length: width }, (_, column) => Math.sin(row * width + column)),
  );
  const rows = new NumberRows(width);
  for (const row of plain) rows.push(row);
  return { plain, rows };
}

test.each([
  [1, 40_000],
  [2, 20_000],
  [7, 6000],
  [20_000, 5],
])('rows of %i numbers are what was pushed, however many blocks they take: %i', (width, count) => {
  const { plain, rows } = rowsOf(width, count);
  expect(rows.length).toBe(count);
  expect(plain.findIndex((row, index) => !areEqual(row, rows.at(index)))).toBe(-1);
});

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

test('picked rows stand in the order of the indices', () => {
  const { plain, rows } = rowsOf(3, 20_000);
  const indices = [19_999, 0, 7000, 7000];
  const picked = rows.pick(indices);
  expect(indices.map((_, place) => picked.at(place))).toEqual(indices.map((index) => plain[index]));
});

it('finds the first of the largest numbers in a row', () => {
  const number = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number), { minLength: 1 }), (plain) => {
      const rows = new NumberRows(3);
      for (const row of plain) rows.push(row);
      for (const [index, row] of plain.entries()) {
        expect(rows.argMax(index)).toBe(row.indexOf(Math.max(...row)));
      }
    }),
  );
});
