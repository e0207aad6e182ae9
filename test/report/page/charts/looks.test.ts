import { expect, test } from 'vitest';
import type { MeasuredComparison } from '../../../../src/analysis/compare/comparison.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { looksPicture } from '../../../../src/report/page/charts/looks.ts';
import { isMeasured, viewOf } from '../../../../src/report/view.ts';
import * as samples from '../../../support/samples.ts';

const [better] = samples.better.comparisons.filter(isMeasured);
const LOOKS = [
  { pairs: 6, difference: 0.02, pValue: 0.02, level: 0.005 },
  { pairs: 8, difference: 0.02, pValue: 0.001, level: 0.02 },
];

function legendOf(changes: Partial<MeasuredComparison>): string {
  const comparison = { ...better, looks: LOOKS, ...changes } as MeasuredComparison;
  return plainText(looksPicture(viewOf(samples.better), comparison)?.legend ?? []);
}

test('a line that crossed its boundary decides only where the verdict says so', () => {
  expect(legendOf({})).toContain('crossed a boundary (dashed), so the difference is decided.');
  const reason = 'the sign-flip test does not confirm it';
  const withheld = legendOf({ verdict: 'inconclusive', reason });
  expect(withheld).toContain(`crossed a boundary (dashed), but no verdict is called: ${reason}.`);
  expect(withheld).not.toContain('decided');
  expect(legendOf({ verdict: 'equivalent' })).toContain(
    'so a difference is shown, but it is smaller than the margin.',
  );
});

test('a line between the boundaries shows no difference', () => {
  const looks = LOOKS.map((look) => ({ ...look, pValue: 0.4 }));
  const legend = legendOf({ looks, verdict: 'inconclusive' });
  expect(legend).toContain('Look 2 of at most');
  expect(legend).toContain('stayed between the boundaries (dashed), so no difference is shown.');
});
