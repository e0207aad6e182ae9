import { describe, expect, test } from 'vitest';
import { stillOpen, whatWouldSettle } from '../../../../src/report/content/headline/what-would-settle.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { draws, MACRO_F1, sampleResult } from '../../../support/sample-results.ts';
import * as samples from '../../../support/samples.ts';

const read = (result: ExperimentResult) =>
  plainText(whatWouldSettle(viewOf(result))).replaceAll('\u00a0', ' ');

/** The inconclusive sample with other numbers of pairs for the margin. */
function needing(...pairsForMargin: ReadonlyArray<number | null>): ExperimentResult {
  const open = samples.inconclusive.comparisons.filter(({ role }) => role === 'primary');
  const comparisons = open.flatMap((c, i) =>
    c.difference === null ? [] : [{ ...c, power: { ...c.power, pairsForMargin: pairsForMargin[i] ?? null } }],
  );
  return { ...samples.inconclusive, comparisons };
}

describe('what an open comparison takes', () => {
  test('is planned for a difference of the margin, for the comparison that takes most', () => {
    expect(read(needing(61, 40))).toContain(
      'About 61 pairs (≈ 8 min 20 s more on this runner) give 80 % power for a difference of 0.005 macro‑F1 (the margin).',
    );
  });

  test('is no advice beyond what a config may ask for', () => {
    expect(read(needing(9000, 30_000))).toMatch(
      /80 % power for a difference of .* \(the margin\) takes more than 1,000 pairs\./,
    );
  });

  test('says nothing where so many pairs are there, and asks for a margin where none is set', () => {
    expect(read(needing(12, 10))).not.toContain('power');
    const metrics = samples.inconclusive.metrics.map((metric) => ({ ...metric, margin: null }));
    const open = { ...needing(null, null), metrics };
    expect(read(open)).toContain(
      'Set a margin to see how many pairs would detect a difference that matters.',
    );
    const provenance = { ...open.provenance, command: 'conclusive compare a.csv' };
    expect(read({ ...open, provenance })).toContain('Set a --margin to see how many');
  });

  test('never follows from the difference that was observed', () => {
    const turned = (factor: number) =>
      sampleResult({
        metrics: [MACRO_F1],
        baseline: { macro_f1: draws('base', 8, 0.7, 0.02) },
        variants: {
          head: { macro_f1: draws('head', 8, 0.7 + factor * 0.0001, 0.02) },
        },
      }).comparisons.map((c) => (c.difference === null ? null : c.power.pairsForMargin));
    expect(turned(1)).toEqual(turned(30));
  });

  test('estimates no time where nothing was trained', () => {
    const reused = {
      ...needing(61, 61),
      runs: { ...samples.inconclusive.runs, trained: 0, reused: 60, wallSeconds: 0.4 },
    };
    expect(read(reused)).toContain('About 61 pairs give 80 % power');
  });

  test('stands in the fine print beside a verdict', () => {
    const open = plainText(stillOpen(viewOf(samples.severalPrimary))).replaceAll('\u00a0', ' ');
    expect(open).toMatch(
      /^Open: macro‑F1 with two-layers\. The smallest difference .* About \d+ pairs .*give 80 % power/,
    );
    expect(stillOpen(viewOf(samples.inconclusive))).toEqual([]);
    expect(stillOpen(viewOf(samples.better))).toEqual([]);
  });

  test('begins with the smallest difference that could have been found beside the observed ones', () => {
    expect(read(samples.inconclusive)).toMatch(
      /^The smallest difference these runs can detect is 0\.0\d\d to 0\.0\d\d macro‑F1; the observed ones are [+−]?0\.0\d\d and [+−]?0\.0\d\d\. /,
    );
  });

  test('of arms without shared seeds is runs of each model, beyond those of the smaller one', () => {
    const open = sampleResult({
      metrics: [{ ...MACRO_F1, margin: 0.02 }],
      baseline: { macro_f1: draws('few', 6, 0.7, 0.02) },
      variants: { head: { macro_f1: draws('many', 60, 0.706, 0.02) } },
      existed: true,
    });
    const [comparison] = open.comparisons;
    const needed = comparison?.difference == null ? null : comparison.power.pairsForMargin;
    // Fewer than the larger arm has: held against that one, nothing would be said.
    expect(needed).toBeGreaterThan(6);
    expect(needed).toBeLessThan(60);
    expect(read(open)).toContain(`About ${needed} runs of each model give 80 % power`);
    expect(read(open)).not.toContain('pairs');
  });
});
