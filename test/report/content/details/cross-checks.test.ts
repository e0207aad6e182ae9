import { describe, expect, test } from 'vitest';
import { crossCheckTables } from '../../../../src/report/content/details/cross-checks.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { plain } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const tablesOf = (result: ExperimentResult) =>
  crossCheckTables(viewOf(result)).flatMap((block) => (block.kind === 'table' ? [block.table] : []));
const rowsOf = (result: ExperimentResult) =>
  tablesOf(result).map(
    ({ rows }) => new Map(rows.map(([name, ...cells]) => [plain(name ?? []), cells.map(plain)])),
  );

describe('the numbers of the comparisons', () => {
  test('tell a permutation test that so few pairs keep from speaking from one that disagrees', () => {
    expect(rowsOf(samples.better)[0]?.get('sign-flip permutation')).toEqual([
      'p 0.0078 (exact): no evidence, these pairs cannot go below 0.0078',
    ]);
    const disagreeing = {
      ...samples.worse,
      comparisons: samples.worse.comparisons.map((one) =>
        one.difference === null || one.signFlip === null
          ? one
          : { ...one, signFlip: { ...one.signFlip, pValue: 0.2 } },
      ),
    };
    expect(rowsOf(disagreeing)[0]?.get('sign-flip permutation')).toEqual([
      'p 0.20 (exact), needed ≤ 0.05: objects to the t test',
    ]);
  });

  test('have four comparisons a table', () => {
    const [template] = samples.better.comparisons;
    const comparisons = ['a', 'b', 'c', 'd', 'e'].flatMap((variant) =>
      template === undefined ? [] : [{ ...template, variant }],
    );
    const tables = tablesOf({ ...samples.better, comparisons });
    expect(tables.map(({ columns }) => columns.length)).toEqual([5, 2]);
  });
});
