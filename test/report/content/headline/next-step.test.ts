import { describe, expect, test } from 'vitest';
import type { Guard, MeasuredComparison } from '../../../../src/analysis/compare/comparison.ts';
import { headline } from '../../../../src/report/content/headline/headline.ts';
import { nextAction } from '../../../../src/report/content/headline/next-step.ts';
import { subline } from '../../../../src/report/content/headline/subline.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { describeGuards } from '../../../../src/verdict/gate-guards.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { ACCURACY, draws, moved, sampleResult } from '../../../support/sample-results.ts';
import * as samples from '../../../support/samples.ts';

const [gained] = samples.better.comparisons as readonly [MeasuredComparison];
const next = (result: ExperimentResult) => plainText(nextAction(viewOf(result))).replaceAll('\u00a0', ' ');

test('no more seeds are asked for an effect that is required and ruled out', () => {
  const { low, high } = gained.interval;
  const withEffect = (minEffect: number): ExperimentResult => ({
    ...samples.better,
    verdict: 'inconclusive',
    comparisons: [{ ...gained, verdict: 'inconclusive', minEffect }],
  });
  const out = withEffect(high + 0.01);
  expect(plainText(headline(viewOf(out)))).toMatch(/^⚪ Less than the required /);
  expect(next(out)).toMatch(/^improve the model, or lower min-effect: no more than [\d.]+ is likely$/);
  expect(next(withEffect((low + high) / 2))).toMatch(/seeds/);
});

test('a claim is not planned for by the margin, nor by a maximum that a decided comparison never reaches', () => {
  const values = draws('claim', 8, 0.83, 0.01);
  const claiming = (by: number, description: string) =>
    next(
      sampleResult({
        metrics: [{ ...ACCURACY, role: 'primary', margin: 0.005 }],
        baseline: { accuracy: values },
        variants: { head: { accuracy: moved(values, 'gain', by, 0.002) } },
        seeds: { kind: 'sequential', min: 6, max: 8 },
        description,
      }),
    );
  expect(claiming(0.011, 'Claim: accuracy +1.1 points')).toBe(
    'raise seeds.min for a narrower interval, or claim “improvement”',
  );
  expect(claiming(0.0001, 'Claim: improvement')).toBe(
    'raise seeds.min for a narrower interval, or claim “no regression”',
  );
});

test('a blocked regression names the label that accepts it, where one does', () => {
  const view = viewOf(samples.worse);
  expect(plainText(nextAction(view, { acceptedLabel: 'conclusive: accepted' }))).toBe(
    'improve the model, or accept the loss with the label conclusive: accepted',
  );
  expect(nextAction(view)).toEqual([]);
});

describe('several open guards', () => {
  const guard: Guard = {
    margin: 0.01,
    status: 'not-shown',
    pValue: 0.2,
    pValueAdjusted: 0.2,
    significanceLevel: 0.025,
    pairs: 6,
    reason: null,
  };
  const names = ['loss_a', 'loss_b', 'loss_c'];
  const guards = names.map((metric, i): MeasuredComparison => {
    const power = { ...gained.power, pairsForMargin: [20, 90, 40][i] ?? null };
    const interval = { ...gained.interval, low: -0.02, high: 0.02 };
    return { ...gained, metric, role: 'secondary', verdict: 'inconclusive', interval, power, guard };
  });
  const result: ExperimentResult = {
    ...samples.better,
    verdict: 'inconclusive',
    metrics: [
      ...samples.better.metrics,
      ...names.map((name) => ({ ...ACCURACY, name, margin: 0.01, unit: 'none' as const })),
    ],
    comparisons: [gained, ...guards],
  };

  test('are planned for together, since the verdict needs all', () => {
    expect(next(result)).toMatch(/^train about 90 seeds .*, for an 80 % chance to detect 0\.01 in loss_b$/);
  });

  test('are named once, next to the gain that they hold back', () => {
    const line = plainText(subline(viewOf(result)));
    expect(line).toMatch(/ · better: macro.F1 · may also be worse: loss_b and loss_c · /);
    expect(line).not.toContain('open:');
  });

  test('share one sentence of the gate', () => {
    expect(describeGuards(result, names)).toEqual([
      `could not rule out that these are worse by more than their margins: ${[
        'loss_a by 0.01 (p 0.2, needed at most 0.025)',
        'loss_b by 0.01 (p 0.2, needed at most 0.025) and loss_c by 0.01 (p 0.2, needed at most 0.025)',
      ].join(', ')}`,
    ]);
  });
});
