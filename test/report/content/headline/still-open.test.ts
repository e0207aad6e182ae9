import { expect, test } from 'vitest';
import { evidenceSoFar, stillOpen } from '../../../../src/report/content/headline/still-open.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import * as samples from '../../../support/samples.ts';

test('an open comparison beside a verdict has one plan, the one of a next step', () => {
  const open = plainText(stillOpen(viewOf(samples.severalPrimary))).replaceAll('\u00a0', ' ');
  expect(open).toMatch(
    /^Open: macro‑F1 with two-layers\. The smallest difference .* To settle macro‑F1 with two-layers, train about \d+ seeds .*, for an 80 % chance to detect [\d.]+\.$/,
  );
  expect(stillOpen(viewOf(samples.inconclusive))).toEqual([]);
  expect(stillOpen(viewOf(samples.better))).toEqual([]);
});

test('the evidence of an inconclusive result is what could have been found, without a second plan', () => {
  const text = plainText(evidenceSoFar(viewOf(samples.inconclusive))).replaceAll('\u00a0', ' ');
  expect(text).toMatch(
    /^The smallest difference these runs can detect is 0\.0\d\d to 0\.0\d\d macro‑F1; the observed ones are [+−]?0\.0\d\d and [+−]?0\.0\d\d\.$/,
  );
});
