import { expect, test } from 'vitest';
import type { MeasuredComparison } from '../../../../src/analysis/compare/comparison.ts';
import { moreEvidence } from '../../../../src/report/content/headline/more-evidence.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { draws, MACRO_F1, sampleResult } from '../../../support/sample-results.ts';
import * as samples from '../../../support/samples.ts';

const [first] = samples.inconclusive.comparisons.filter(
  (one): one is MeasuredComparison => one.role === 'primary' && one.difference !== null,
) as [MeasuredComparison];

/** The inconclusive sample with another number of pairs for the margin. */
function needing(pairsForMargin: number | null): ExperimentResult {
  const open = { ...first, power: { ...first.power, pairsForMargin } };
  return { ...samples.inconclusive, comparisons: [open] };
}

function read(result: ExperimentResult): string {
  const [about] = result.comparisons as readonly [MeasuredComparison];
  return plainText(moreEvidence(viewOf(result), about)).replaceAll('\u00a0', ' ');
}

test('runs are planned for a difference of the margin', () => {
  expect(read(needing(61))).toBe(
    'train about 61 seeds (≈ 8 min 20 s more), for an 80 % chance to detect 0.005',
  );
});

test('no more runs are advised than a config may ask for', () => {
  expect(read(needing(9000))).toBe(
    'use a larger margin or a steadier metric: 0.005 takes more than 1,000 seeds',
  );
});

test('no plan is made for runs that are there', () => {
  expect(read(needing(5))).not.toContain('chance');
});

test('a margin is asked for, unless the difference was detected and only a cross-check withholds it', () => {
  const metrics = samples.inconclusive.metrics.map((metric) => ({ ...metric, margin: null }));
  const open = { ...needing(null), metrics };
  expect(read(open)).toBe('set margin of macro‑F1 to the smallest difference that matters');
  const provenance = { ...open.provenance, command: 'conclusive compare a.csv' };
  expect(read({ ...open, provenance })).toMatch(/^set --margin of/);
  const reason = 'two tests disagree, so add seeds: one gives p 0.5';
  const withheld = { ...first, pValue: 1e-9, pValueAdjusted: 1e-9, reason };
  expect(read({ ...open, comparisons: [withheld] })).toMatch(/^train more seeds: raise seeds/);
});

test('a plan never follows from the difference that was observed', () => {
  const turned = (factor: number) =>
    sampleResult({
      metrics: [MACRO_F1],
      baseline: { macro_f1: draws('base', 8, 0.7, 0.02) },
      variants: { head: { macro_f1: draws('head', 8, 0.7 + factor * 0.0001, 0.02) } },
    }).comparisons.map((c) => (c.difference === null ? null : c.power.pairsForMargin));
  expect(turned(1)).toEqual(turned(30));
});

test('no time is estimated where nothing was trained', () => {
  const runs = { ...samples.inconclusive.runs, trained: 0, reused: 60, wallSeconds: 0.4 };
  expect(read({ ...needing(61), runs })).toMatch(/^train about 61 seeds, for/);
});

test('arms without shared seeds need runs of each model, beyond those of the smaller one', () => {
  const open = sampleResult({
    metrics: [{ ...MACRO_F1, margin: 0.02 }],
    baseline: { macro_f1: draws('few', 6, 0.7, 0.02) },
    variants: { head: { macro_f1: draws('many', 60, 0.706, 0.02) } },
    existed: true,
  });
  const [comparison] = open.comparisons;
  const needed = comparison?.difference == null ? null : comparison.power.pairsForMargin;
  // Fewer than the larger arm has: compared with that one, nothing would be said.
  expect(needed).toBeGreaterThan(6);
  expect(needed).toBeLessThan(60);
  expect(read(open)).toBe(`train about ${needed} runs of each model, for an 80 % chance to detect 0.02`);
});
