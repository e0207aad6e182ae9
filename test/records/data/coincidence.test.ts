import { expect, test } from 'vitest';
import { expectedCoincidence } from '../../../src/records/data/coincidence.ts';

/** Rows of so many columns with so many values, without any chance in them. */
const table = (rows: number, columns: number, values: number) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from(
      { length: columns },
      (_, column) => (row * (2 * column + 3) + ((row * row) % (column + 5))) % values,
    ).join(','),
  );

test('rows of many measurements are not equal by chance, also where many are repeated', () => {
  expect(expectedCoincidence(table(200, 10, 97))).toBeLessThan(1e-4);
  expect(expectedCoincidence([...table(200, 10, 97), ...table(200, 10, 97)])).toBeLessThan(1e-4);
});

test('rows of a few answers, or of two numbers, may be', () => {
  expect(expectedCoincidence(table(200, 6, 2))).toBe(1);
  expect(expectedCoincidence(table(200, 2, 97))).toBe(1);
});

test('text and few rows tell nothing', () => {
  expect(
    expectedCoincidence(Array.from({ length: 100 }, (_, row) => `${'a word '.repeat(row % 7)}${row}`)),
  ).toBeNull();
  expect(expectedCoincidence(table(20, 10, 97))).toBeNull();
});
