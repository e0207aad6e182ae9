import { expect, test } from 'vitest';
import { overview } from '../../../../src/report/content/tables/overview.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { everySample } from '../../../support/every-sample.ts';
import { huge } from '../../../support/extreme-samples.ts';
import { plain, plainBlocks } from '../../../support/plain.ts';

test('stays on the screen with 20 variants and 25 metrics, whose names take three lines each', () => {
  const text = plainBlocks(overview(viewOf(huge())));
  expect(text.match(/^\|/gm)).toHaveLength(2 + 3);
  expect(text).toContain('497 more are in “All numbers”.');
});

test.each(everySample)('%s: every difference stands beside its interval', (_, result) => {
  const tables = overview(viewOf(result)).flatMap((block) => (block.kind === 'table' ? [block.table] : []));
  for (const { columns, rows } of tables) {
    const at = columns.findIndex(({ title }) => plain(title) === 'Difference');
    for (const row of rows) expect(plain(row[at] ?? [])).toMatch(/^(|not compared|\S+( pts)? \[.+, .+\])$/);
  }
});
