import { expect, test } from 'vitest';
import { comparisonLines } from '../../../src/report/terminal/comparisons.ts';
import { columnsOf, plainPaint } from '../../../src/report/terminal/text.ts';
import { viewOf } from '../../../src/report/view.ts';
import { huge } from '../../support/extreme-samples.ts';
import { better, severalPrimary } from '../../support/samples.ts';

const lines = (result: typeof better, columns: number, most = 20) =>
  comparisonLines(viewOf(result), columns, most, plainPaint);

test('what does not fit is left out, the picture first, then the means', () => {
  const [wide, middle, narrow] = [120, 64, 57].map((columns) => lines(better, columns)[0] ?? '');
  expect(wide).toMatch(/Model +Mean +Difference .95.%. +−[\d.]+·+\+[\d.]+ +Verdict/);
  expect(lines(better, 120).join('\n')).toMatch(/├.*●.*┤.*Right is better/s);
  expect(lines(better, 64).join('\n')).not.toMatch(/├|Right is better/);
  expect(narrow).not.toContain('Mean');
  for (const line of [wide, middle, narrow]) expect(line).toMatch(/Model.*Difference.*Verdict/);
});

test('every comparison has a row, with its metric where there are several', () => {
  const rows = lines(severalPrimary, 100);
  expect(rows.filter((row) => /improvement|inconclusive|equivalent/.test(row))).toHaveLength(4);
  expect(rows[0]).toContain('Metric');
});

test('of too many the clearest stand there, and how many there are', () => {
  const rows = lines(huge(), 60, 8);
  expect(rows.length).toBeLessThanOrEqual(8);
  expect(rows.join('\n')).toMatch(/The 5 clearest of 500 comparisons/);
  for (const row of rows) expect(columnsOf(row)).toBeLessThanOrEqual(60);
});
