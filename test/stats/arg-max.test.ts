import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argMax } from '../../src/stats/arg-max.ts';

test('is the first index of the largest value', () => {
  const values = fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, (row) => {
      // Spread, as Math.max takes them; adding 0 makes -0 and 0 one.
      const rounded = row.map((value) => value + 0);
      expect(argMax(row)).toBe(rounded.indexOf(Math.max(...rounded)));
    }),
  );
});

test('can be of one row in a table, counted from its start', () => {
  const table = Float32Array.of(9, 0, 0, 1, 2, 2);
  expect([argMax(table, 0, 3), argMax(table, 3, 3), argMax(table, 1)]).toEqual([0, 1, 3]);
});

test('is 0 without values', () => {
  expect(argMax([])).toBe(0);
});
