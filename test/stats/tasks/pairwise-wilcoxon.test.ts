import { expect, test } from 'vitest';
import { pairwiseWilcoxon } from '../../../src/stats/tasks/pairwise-wilcoxon.ts';
import { wilcoxonSignedRank } from '../../../src/stats/tests/wilcoxon.ts';

const SCORES = Array.from({ length: 12 }, (_, task) => [
  task,
  task + 0.3 + task / 100,
  task + Math.sin(task),
]);

test('is symmetric, and two models alone are Wilcoxon’s test', () => {
  const matrix = pairwiseWilcoxon(SCORES);
  for (const [one, row] of matrix.entries()) {
    expect(row[one]).toBe(1);
    for (const [other, p] of row.entries()) expect(matrix[other]?.[one]).toBe(p);
  }
  const pair = SCORES.map((row) => row.slice(0, 2));
  expect(pairwiseWilcoxon(pair)[0]?.[1]).toBe(
    wilcoxonSignedRank(pair.map(([one = 0, other = 0]) => other - one)),
  );
  expect(matrix[0]?.[1]).toBe(3 * wilcoxonSignedRank(pair.map(([one = 0, other = 0]) => other - one)));
});

test('differences that only rounding separates are ties', () => {
  const rows = [
    [0.8, 0.7],
    [0.9, 0.8],
    [0.4, 0.3],
    [0.5, 0.7],
  ];
  expect(pairwiseWilcoxon(rows)).toEqual(
    pairwiseWilcoxon(rows.map((row) => row.map((value) => Math.round(value * 10)))),
  );
});
