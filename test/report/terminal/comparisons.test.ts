import { expect, test } from 'vitest';
import { comparisonLines } from '../../../src/report/terminal/comparisons.ts';
import { plainPaint } from '../../../src/report/terminal/text.ts';
import { viewOf } from '../../../src/report/view.ts';
import { better } from '../../support/samples.ts';

const linesOf = (columns: number) => comparisonLines(viewOf(better), columns, 20, plainPaint);

test('what does not fit is left out, the picture first, then the means', () => {
  const [wide, middle, narrow] = [120, 64, 57].map((columns) => linesOf(columns)[0] ?? '');
  expect(wide).toMatch(/Model +Mean +Difference .95.%. +−[\d.]+·+\+[\d.]+ +Verdict/);
  expect(linesOf(120).join('\n')).toMatch(/├.*●.*┤.*Right is better/s);
  expect(linesOf(64).join('\n')).not.toMatch(/├|Right is better/);
  expect(narrow).not.toContain('Mean');
  for (const line of [wide, middle, narrow]) expect(line).toMatch(/Model.*Difference.*Verdict/);
});
