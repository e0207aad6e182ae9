import { describe, expect, test } from 'vitest';
import { overview } from '../../../../src/report/content/tables/overview.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { everySample } from '../../../support/every-sample.ts';
import { huge } from '../../../support/extreme-samples.ts';
import * as samples from '../../../support/samples.ts';

function tableOf(result: ExperimentResult) {
  const blocks = overview(viewOf(result));
  const table = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))[0];
  const read = (text: string) => text.replaceAll('\u00a0', ' ');
  return {
    titles: table?.columns.map(({ title }) => read(plainText(title))) ?? [],
    rows: table?.rows.map((row) => row.map((cell) => read(plainText(cell)))) ?? [],
    small: blocks
      .flatMap((block) => (block.kind === 'small' ? [read(plainText(block.content))] : []))
      .join(' '),
  };
}

describe('the table of the comment', () => {
  test('has a row a model with its verdict early, the interval drawn, the mean and the seeds won', () => {
    const { titles, rows, small } = tableOf(samples.better);
    expect(titles).toEqual([
      'Model',
      'Verdict',
      'Difference',
      expect.stringMatching(/^−.*\+/),
      'Macro‑F1',
      'Seeds won',
    ]);
    expect(rows).toEqual([
      ['baseline', '', '', expect.stringContaining('│'), '0.693', ''],
      ['head', '✅ improvement', '+0.021 [+0.005, +0.038]', expect.stringContaining('●'), '0.715', '8 of 8'],
    ]);
    expect(small).toBe('Intervals: 95 %, adjusted for 6 looks. ¦ marks the margin, ±0.005. Right is better.');
  });

  test('of several metrics has one scale in units of their margins, and says which sign is better', () => {
    const { titles, small } = tableOf(samples.severalPrimary);
    expect(titles).toEqual(['Metric', 'Model', 'Verdict', 'Difference', 'worse · better', 'Seeds won']);
    expect(small).toBe(
      'Intervals: 97.5 % to 98.8 %, adjusted for 4 comparisons. ¦ marks the margin of each metric. Right and + are better.',
    );
  });

  test('stays on the screen with 20 variants and 25 metrics, whose names take three lines each', () => {
    const { rows, small } = tableOf(huge());
    expect(rows).toHaveLength(3);
    expect(small).toContain('497 more rows are in “All numbers”.');
  });

  test('wins no seed where none is shared, and says so', () => {
    const { titles, small } = tableOf(samples.unpaired);
    expect(titles).not.toContain('Seeds won');
    expect(small).toContain('The runs share no seeds, so no seed is won.');
  });

  test('counts runs that failed', () => {
    const failed = samples.invalidByFailures;
    expect(tableOf(failed).rows.flat().join()).toContain('3 failed');
  });

  test.each(everySample)('%s: every difference stands beside its interval', (_, result) => {
    const { rows, titles } = tableOf(result);
    const at = titles.indexOf('Difference');
    for (const row of rows) expect(row[at]).toMatch(/^(|not compared|\S+( pts)? \[.+, .+\])$/);
  });
});
