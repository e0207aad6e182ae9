import { expect, test } from 'vitest';
import { secondaryLine, secondaryMetrics } from '../../../../src/report/content/tables/secondary.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { huge } from '../../../support/extreme-samples.ts';
import { plain, plainBlocks } from '../../../support/plain.ts';
import { better, severalPrimary } from '../../../support/samples.ts';

test('the line says that plus is better where lower values are', () => {
  const metrics = better.metrics.map((metric) =>
    metric.role === 'secondary' ? ({ ...metric, direction: 'minimize' } as const) : metric,
  );
  expect(plain(secondaryLine(viewOf({ ...better, metrics })))).toContain('(+ is better)');
  expect(secondaryLine(viewOf(severalPrimary))).toEqual([]);
});

test('the table is cut at a hundred rows', () => {
  const blocks = secondaryMetrics(viewOf(huge()));
  expect(blocks).toContainEqual(
    expect.objectContaining({
      table: expect.objectContaining({ rows: expect.toSatisfy((rows) => rows.length === 100) }),
    }),
  );
  expect(plainBlocks(blocks)).toContain('400 more are in the result file.');
});
