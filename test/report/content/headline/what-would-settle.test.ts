import { describe, expect, test } from 'vitest';
import { stillOpen, whatWouldSettle } from '../../../../src/report/content/headline/what-would-settle.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { draws, MACRO_F1, sampleResult } from '../../../support/sample-results.ts';
import * as samples from '../../../support/samples.ts';

const read = (result: ExperimentResult) =>
  plainText(whatWouldSettle(viewOf(result))).replaceAll('\u00a0', ' ');

/** The inconclusive sample with other numbers of pairs needed. */
function needing(...pairsNeeded: ReadonlyArray<number | null>): ExperimentResult {
  const open = samples.inconclusive.comparisons.filter(({ role }) => role === 'primary');
  const comparisons = open.flatMap((c, i) =>
    c.difference === null
      ? []
      : [
          {
            ...c,
            power: { ...c.power, pairsNeeded: pairsNeeded[i] ?? null, pairsNeededForEquivalence: null },
          },
        ],
  );
  return { ...samples.inconclusive, comparisons };
}

describe('what would settle an open comparison', () => {
  test.each([
    [
      'pairs that are within reach, with their time',
      [61, 40],
      'About 61 pairs would settle it (≈ 8 min 20 s more on this runner).',
    ],
    [
      'pairs beyond reach for one of them',
      [61, 30_000],
      'About 61 pairs would settle variant-a (≈ 8 min 20 s more on this runner); variant-b would take more than 1,000.',
    ],
    [
      'pairs beyond reach for all',
      [9000, 30_000],
      'To find a difference as small as observed would take more than 1,000 pairs.',
    ],
  ] as const)('is told as %s', (_, pairs, expected) => {
    expect(read(needing(...pairs))).toContain(expected);
  });

  test('counts on equivalence where that is nearer than a difference', () => {
    const result = needing(30_000, 30_000);
    const comparisons = result.comparisons.flatMap((c) =>
      c.difference === null ? [] : [{ ...c, power: { ...c.power, pairsNeededForEquivalence: 46 } }],
    );
    expect(read({ ...result, comparisons })).toContain('About 46 pairs would settle it');
  });

  test('promises nothing where no number of pairs is known', () => {
    expect(read(needing(null, null))).not.toContain('settle');
  });

  test('estimates no time where nothing was trained', () => {
    const reused = {
      ...needing(61, 61),
      runs: { ...samples.inconclusive.runs, trained: 0, reused: 60, wallSeconds: 0.4 },
    };
    expect(read(reused)).toContain('About 61 pairs would settle it.');
  });

  test('stands in the fine print beside a verdict', () => {
    const open = plainText(stillOpen(viewOf(samples.severalPrimary))).replaceAll('\u00a0', ' ');
    expect(open).toMatch(
      /^Open: macro‑F1 with two-layers\. The smallest difference .* About \d+ pairs would settle it/,
    );
    expect(stillOpen(viewOf(samples.inconclusive))).toEqual([]);
    expect(stillOpen(viewOf(samples.better))).toEqual([]);
  });

  test('begins with the smallest difference that could have been found beside the observed ones', () => {
    expect(read(samples.inconclusive)).toMatch(
      /^The smallest difference these runs can detect is 0\.0\d\d macro‑F1; the observed ones are [+−]?0\.0\d\d and [+−]?0\.0\d\d\. /,
    );
  });

  test('of arms without shared seeds is runs of each model, beyond those of the smaller one', () => {
    const open = sampleResult({
      metrics: [{ ...MACRO_F1, margin: null }],
      baseline: { macro_f1: draws('few', 6, 0.7, 0.02) },
      variants: { head: { macro_f1: draws('many', 60, 0.706, 0.02) } },
      existed: true,
    });
    const [comparison] = open.comparisons;
    const needed = comparison?.difference == null ? null : comparison.power.pairsNeeded;
    // Fewer than the larger arm has: held against that one, nothing would be said.
    expect(needed).toBeGreaterThan(6);
    expect(needed).toBeLessThan(60);
    expect(read(open)).toContain(`About ${needed} runs of each model would settle it`);
    expect(read(open)).not.toContain('pairs');
  });
});
