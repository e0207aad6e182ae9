import { describe, expect, test } from 'vitest';
import { crossCheckTables } from '../../../../src/report/content/details/cross-checks.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { plain } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const rowsOf = (result: ExperimentResult) =>
  crossCheckTables(viewOf(result)).map(
    ({ rows }) => new Map(rows.map(([name, ...cells]) => [plain(name ?? []), cells.map(plain)])),
  );

describe('the numbers of the comparisons', () => {
  test('say of every cross-check whether it agrees with the t test', () => {
    const [rows] = rowsOf(samples.worse);
    expect(rows?.get('sign-flip permutation')).toEqual(['p 0.0078 (exact): agrees with the t test']);
    expect(rows?.get('studentised bootstrap')?.[0]).toMatch(/agrees with the t test; for equivalence p /);
    expect(rows?.get('Wilcoxon signed rank')?.[0]).toMatch(/for comparison only$/);
  });

  test('tell a permutation test that so few pairs keep from speaking from one that disagrees', () => {
    expect(rowsOf(samples.better)[0]?.get('sign-flip permutation')).toEqual([
      'p 0.0078 (exact): not able to speak, these pairs cannot go below 0.0078',
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
      'p 0.20 (exact): disagrees with the t test',
    ]);
  });

  test('leave out the rows that say nothing', () => {
    const [rows] = rowsOf(samples.unpaired);
    expect([...(rows?.keys() ?? [])]).not.toEqual(expect.arrayContaining(['sign-flip permutation']));
    expect(rows?.get('permutation of the arms')?.[0]).toMatch(/^p /);
  });

  test('have four comparisons a table', () => {
    const [template] = samples.better.comparisons;
    const comparisons = ['a', 'b', 'c', 'd', 'e'].flatMap((variant) =>
      template === undefined ? [] : [{ ...template, variant }],
    );
    const tables = crossCheckTables(viewOf({ ...samples.better, comparisons }));
    expect(tables.map(({ columns }) => columns.length)).toEqual([5, 2]);
  });

  test('say what new test examples would add, or why that is not known', () => {
    const of = (chance: ExperimentResult['testSetChances'][number]) =>
      rowsOf({ ...samples.better, testSetChances: [chance] })[0]?.get('new test examples too');
    expect(of({ variant: 'head', metric: 'macro_f1', difference: null, reason: 'no predictions' })).toEqual([
      'not known: no predictions',
    ]);
    expect(
      of({
        variant: 'head',
        metric: 'macro_f1',
        pairing: 'seed',
        seeds: 8,
        examples: 500,
        resamples: 2000,
        difference: 0.021,
        standardError: 0.01,
        interval: { level: 0.95, low: -0.002, high: 0.04, method: 'multi-bootstrap' },
        pValue: 0.06,
        shares: { seeds: 0.25, examples: 0.5, interaction: 0.25 },
        standardErrors: { seeds: 1, examples: 1, total: 1, withTwiceTheSeeds: 1, withTwiceTheExamples: 1 },
        advice: 'More examples help more.',
      }),
    ).toEqual([
      '[−0.002, +0.040], 95 % multi-bootstrap over seeds and examples; of the variance 25 % lie in the seeds, 50 % in the examples and 25 % in how the two meet. More examples help more.',
    ]);
  });
});
