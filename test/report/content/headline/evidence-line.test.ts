import { describe, expect, test } from 'vitest';
import { evidenceLine } from '../../../../src/report/content/headline/evidence-line.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import * as samples from '../../../support/samples.ts';

const read = (result: ExperimentResult) => plainText(evidenceLine(viewOf(result))).replaceAll('\u00a0', ' ');

describe('the line under the headline', () => {
  test('of an improvement has pairs, p against its level, share of better pairs and commits', () => {
    expect(read(samples.better)).toBe(
      '8 seed pairs · p = 0.0002, needed ≤ 0.00104 at this look · better in 8 of 8 pairs · commit 4f2a91c against main@91be0d3',
    );
  });

  test('of one of several comparisons says whose it is', () => {
    expect(read(samples.severalPrimary)).toMatch(
      /^bag, log loss: 10 seed pairs · p < 0\.0001, needed ≤ 0\.0475 · /,
    );
  });

  test('of unpaired results says that no seed is shared', () => {
    expect(read(samples.unpaired)).toBe(
      '8 and 10 unpaired runs · no seed in common, so compared unpaired (Welch) · p = 0.0002, needed ≤ 0.05',
    );
  });

  test('of an equivalent one has the interval that lies within the margin', () => {
    expect(read(samples.equivalent)).toMatch(
      /^20 seed pairs · 95 % interval within ±0\.5 points · commit 4f2a91c against main@91be0d3$/,
    );
  });

  test('of an inconclusive one is what would settle it, and of an invalid one nothing', () => {
    expect(read(samples.inconclusive)).toMatch(/^The smallest difference these runs can detect is /);
    expect(read(samples.invalidByEvaluation)).toBe('');
  });
});
