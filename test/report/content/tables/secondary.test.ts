import { expect, test } from 'vitest';
import { secondaryMetrics } from '../../../../src/report/content/tables/secondary.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { huge } from '../../../support/extreme-samples.ts';
import { plainBlocks } from '../../../support/plain.ts';

test('the table is cut at a hundred rows', () => {
  const blocks = secondaryMetrics(viewOf(huge()));
  expect(blocks).toContainEqual(
    expect.objectContaining({
      table: expect.objectContaining({ rows: expect.toSatisfy((rows) => rows.length === 100) }),
    }),
  );
  expect(plainBlocks(blocks)).toContain('400 more are in the result file.');
});
