import { describe, expect, test } from 'vitest';
import type { Comparison, Verdict } from '../../../../src/analysis/compare/comparison.ts';
import { evidenceLine } from '../../../../src/report/content/headline/evidence-line.ts';
import { headline, seedWords } from '../../../../src/report/content/headline/headline.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { mixed } from '../../../support/mixed-verdicts.ts';
import * as samples from '../../../support/samples.ts';

const read = (result: ExperimentResult) =>
  plainText(headline(viewOf(result), null)).replaceAll('\u00a0', ' ');

describe('headline', () => {
  const BETTER = 'macro‑F1 +0.020 (between +0.010 and +0.030)';
  const WORSE = 'macro‑F1 −0.020 (between −0.030 and −0.010)';
  const SCOPE = 'on this test set, 8 pairs (a seed varies weights and order)';

  test.each<[what: string, cells: string, overall: Verdict, expected: string]>([
    ['one better variant', 'a macro_f1 improvement', 'improvement', `✅ a is better: ${BETTER} ${SCOPE}`],
    [
      'a loss that falls',
      'a log_loss improvement',
      'improvement',
      `✅ a is better: log loss 0.020 lower (between 0.010 and 0.030 lower) ${SCOPE}`,
    ],
    [
      'a loss that rises',
      'a log_loss regression',
      'regression',
      `❌ a is worse: log loss 0.020 higher (between 0.010 and 0.030 higher) ${SCOPE}`,
    ],
    [
      'two better variants and an open one',
      'a macro_f1 improvement, b macro_f1 improvement, c macro_f1 inconclusive',
      'improvement',
      `✅ a, the best of 3 variants, is better: ${BETTER} ${SCOPE}; also better: b; inconclusive: c`,
    ],
    [
      'more better variants than a line holds',
      'a macro_f1 improvement, b macro_f1 improvement, c macro_f1 improvement, d macro_f1 improvement',
      'improvement',
      `✅ a, the best of 4 variants, is better: ${BETTER} ${SCOPE}; also better: b, c and d`,
    ],
    [
      'more variants than a list holds',
      ['a', 'b', 'c', 'd', 'e'].map((name) => `${name} macro_f1 improvement`).join(', '),
      'improvement',
      `✅ a, the best of 5 variants, is better: ${BETTER} ${SCOPE}; also better: b, c and 2 more`,
    ],
    [
      'a metric that falls while another rises: the bad news leads',
      'a macro_f1 regression, a log_loss improvement',
      'regression',
      `❌ a is worse: ${WORSE} ${SCOPE}; better: log loss`,
    ],
    [
      'variants and metrics that differ',
      'a macro_f1 improvement, a log_loss equivalent, b macro_f1 regression, b log_loss inconclusive',
      'regression',
      `❌ b is worse: ${WORSE} ${SCOPE}; better: macro‑F1 with a; inconclusive: log loss with b; equivalent: log loss with a`,
    ],
    [
      'many open variants',
      ['a', 'b', 'c', 'd', 'e'].map((name) => `${name} macro_f1 inconclusive`).join(', '),
      'inconclusive',
      `⚪ Inconclusive: 5 variants look better, not confirmed: a, ${BETTER} ${SCOPE}`,
    ],
    [
      'one open metric beside an equivalent one',
      'a macro_f1 inconclusive, a log_loss equivalent',
      'inconclusive',
      `⚪ Inconclusive: a looks better, not confirmed: ${BETTER} ${SCOPE}; equivalent: log loss`,
    ],
  ])('of %s', (_, cells, overall, expected) => {
    const compared = cells.split(', ').map((cell) => cell.split(' ') as [string, string, Verdict]);
    expect(read(mixed(overall, compared))).toBe(expected);
  });

  test.each([
    ['macro_f1', 'macro‑F1 +0.004 (between −0.010 and +0.020)'],
    ['log_loss', 'log loss 0.004 lower (between 0.010 higher and 0.020 lower)'],
  ])('of a difference in %s that may have either sign gives both', (metric, words) => {
    const result = mixed('inconclusive', [['a', metric, 'inconclusive']]);
    const comparisons = result.comparisons.map((one) => {
      const interval = { level: 0.95, low: -0.01, high: 0.02, method: 'student-t' };
      return { ...one, estimate: 0.004, interval } as Comparison;
    });
    expect(read({ ...result, comparisons })).toContain(`may be better or worse: ${words} on this`);
  });

  test('of a comparison that could not be made gives the reason', () => {
    const comparison: Comparison = {
      variant: 'head',
      metric: 'macro_f1',
      role: 'primary',
      pairing: 'seed',
      verdict: 'inconclusive',
      cause: null,
      difference: null,
      reason: 'one seed pair has no spread',
    };
    expect(read({ ...samples.better, verdict: 'inconclusive', comparisons: [comparison] })).toBe(
      '⚪ Inconclusive: one seed pair has no spread',
    );
  });

  const takenBack = (result: ExperimentResult, variants: readonly string[]): ExperimentResult => ({
    ...result,
    comparisons: result.comparisons.map((one) =>
      variants.includes(one.variant)
        ? ({ ...one, verdict: 'inconclusive', downgradedBy: 'overfitting/against-baseline' } as Comparison)
        : one,
    ),
  });

  test('of an improvement that was taken back says what it is, not that the runs cannot tell', () => {
    const one = takenBack(mixed('inconclusive', [['a', 'macro_f1', 'improvement']]), ['a']);
    expect(read(one)).toBe(
      `⚪ Inconclusive: a is better on validation only and overfits more than the baseline: ${BETTER} ${SCOPE}`,
    );
    const both = mixed('inconclusive', [
      ['a', 'macro_f1', 'improvement'],
      ['b', 'macro_f1', 'inconclusive'],
    ]);
    expect(read(takenBack(both, ['a']))).toBe(
      `⚪ Inconclusive: b looks better, not confirmed: ${BETTER} ${SCOPE}; a is better on validation only, with more overfitting than the baseline`,
    );
    expect(plainText(evidenceLine(viewOf(one)))).not.toMatch(/smallest difference|would settle/);
  });

  test('of a result without any comparison still says something true', () => {
    expect(read({ ...samples.better, verdict: 'inconclusive', comparisons: [] })).toBe(
      '⚪ Inconclusive: nothing could be compared',
    );
  });
});

describe('the words for what a seed changes', () => {
  const { better } = samples;
  type Design = ExperimentResult['design'];

  const words = (design: Partial<Design>, result: Partial<ExperimentResult> = {}) =>
    seedWords(
      viewOf({ ...better, scope: 'new-examples', ...result, design: { ...better.design, ...design } }),
    ).join('');

  test.each([
    [['init', 'order'], ' (a seed varies weights and order)'],
    [['data', 'init', 'order'], ' (a seed varies weights, order and training data)'],
    [['init'], ' (a seed varies weights)'],
    [[], ''],
  ] as const)('vary: %j', (vary, expected) => {
    expect(words({ vary: [...vary] })).toBe(expected);
  });

  test('runs tell what the config does not: a split by seed, a part that no seed reaches', () => {
    const vary = ['init', 'order'];
    expect(words({ vary, testExamplesBySeed: true })).toBe(
      ' (a seed varies weights, order and test examples)',
    );
    const partly = { id: 'partly-seeded', model: 'head', status: 'warn', value: 3, threshold: 0 } as const;
    const check = { ...partly, interval: null, message: 'the same up to epoch 3', advice: null };
    expect(words({ vary }, { checks: [check] })).toBe(' (a seed varies part of the training)');
    expect(words({ vary }, { checks: [{ ...check, status: 'pass' }] })).toBe(
      ' (a seed varies weights and order)',
    );
  });

  test('nothing is said of folds, of two trained models and of a broken comparison', () => {
    expect(words({ vary: ['init'], folds: { k: 5, repeats: 2 } })).toBe('');
    expect(words({ vary: ['init'] }, { scope: 'these-models' })).toBe('');
    expect(words({ vary: ['init'] }, { scope: null })).toBe('');
  });
});
