import fc from 'fast-check';
import { expect, test } from 'vitest';
import { friedmanTest } from '../../../src/stats/tasks/friedman.ts';
import { expectClose } from '../support.ts';

test('only the order within a task counts; average ranks have one mean', () => {
  const rows = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 }), {
    minLength: 2,
    maxLength: 9,
  });
  fc.assert(
    fc.property(rows, (scores) => {
      const found = friedmanTest(scores);
      const other = friedmanTest(scores.map((row, task) => row.map((score) => 10 ** task * (score + task))));
      expect(other).toEqual(found);
      expectClose(
        found.averageRanks.reduce((sum, rank) => sum + rank, 0),
        10,
        1e-12,
      );
      expect(found.pValue).toBeGreaterThanOrEqual(0);
      expect(found.pValue).toBeLessThanOrEqual(1);
    }),
  );
});

test('the best has rank 1, rounding ties, and models that all tie do not differ', () => {
  expect(
    friedmanTest([
      [3, 2, 1],
      [30, 20, 10],
    ]).averageRanks,
  ).toEqual([1, 2, 3]);
  expect(
    friedmanTest([
      [0.1 * 3, 0.3, 0.1],
      [1, 1, 0],
    ]).averageRanks,
  ).toEqual([1.5, 1.5, 3]);
  expect(
    friedmanTest([
      [1, 1, 1],
      [2, 2, 2],
    ]),
  ).toMatchObject({ statistic: 0, pValue: 1 });
});
