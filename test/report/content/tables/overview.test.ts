import { expect, test } from 'vitest';
import { overview } from '../../../../src/report/content/tables/overview.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { everySample } from '../../../support/every-sample.ts';
import { huge } from '../../../support/extreme-samples.ts';
import { plain, plainBlocks } from '../../../support/plain.ts';

test('stays on the screen with 20 variants and 25 metrics, and says how many more there are', () => {
  const text = plainBlocks(overview(viewOf(huge())));
  expect(text.match(/^\|/gm)).toHaveLength(2 + 6);
  expect(text).toContain('494 more are in “All numbers”.');
});

test.each(everySample)('%s: every difference stands beside its interval', (_, result) => {
  const tables = overview(viewOf(result)).flatMap((block) => (block.kind === 'table' ? [block.table] : []));
  for (const { columns, rows } of tables) {
    const at = columns.findIndex(({ title }) => plain(title).startsWith('Difference'));
    for (const row of rows)
      expect(plain(row[at] ?? [])).toMatch(/^(not compared|\S+( pts)? \(\S+ to \S+\))$/);
  }
});

test('says why a difference after an early stop is not that of the means', () => {
  const [[, sample]] = everySample as unknown as [[string, ExperimentResult]];
  const at = (shift: number): ExperimentResult => ({
    ...sample,
    comparisons: sample.comparisons.map((one) =>
      one.difference === null
        ? one
        : { ...one, difference: one.estimate + shift, stageWise: { pValue: 0.01 } },
    ),
  });
  const said = 'The difference allows for the early stop; the means do not.';
  expect(plainBlocks(overview(viewOf(at(0.1))))).toContain(said);
  expect(plainBlocks(overview(viewOf(at(0))))).not.toContain(said);
});
