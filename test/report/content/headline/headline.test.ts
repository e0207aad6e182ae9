import { describe, expect, test } from 'vitest';
import type { Comparison, Verdict } from '../../../../src/analysis/compare/comparison.ts';
import type { Check } from '../../../../src/checks/check.ts';
import { evidenceLine } from '../../../../src/report/content/headline/evidence-line.ts';
import { headline } from '../../../../src/report/content/headline/headline.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { LOG_LOSS, MACRO_F1 } from '../../../support/sample-results.ts';
import * as samples from '../../../support/samples.ts';

const read = (result: ExperimentResult) =>
  plainText(headline(viewOf(result), null)).replaceAll('\u00a0', ' ');
const [measured] = samples.better.comparisons;

/** An experiment whose primary comparisons have these verdicts. */
function mixed(
  overall: Verdict,
  cells: ReadonlyArray<readonly [variant: string, metric: string, verdict: Verdict]>,
): ExperimentResult {
  const comparisons = cells.map(([variant, metric, verdict]) => {
    const sign = verdict === 'regression' ? -1 : 1;
    return {
      ...measured,
      variant,
      metric,
      verdict,
      role: 'primary',
      difference: sign * 0.02,
      interval: {
        level: 0.95,
        low: Math.min(sign * 0.01, sign * 0.03),
        high: Math.max(sign * 0.01, sign * 0.03),
        method: 'student-t',
      },
    } as Comparison;
  });
  return { ...samples.better, verdict: overall, metrics: [MACRO_F1, LOG_LOSS], comparisons };
}

describe('headline', () => {
  test.each([
    [
      'one variant that is better',
      [['a', 'macro_f1', 'improvement']],
      'improvement',
      '✅ Improvement: macro‑F1 is higher with a by 0.020 [0.010, 0.030]',
    ],
    [
      'a loss that falls',
      [['a', 'log_loss', 'improvement']],
      'improvement',
      '✅ Improvement: log loss is lower with a by 0.020 [0.010, 0.030]',
    ],
    [
      'a loss that rises',
      [['a', 'log_loss', 'regression']],
      'regression',
      '❌ Regression: log loss rises with a by 0.020 [0.010, 0.030]',
    ],
    [
      'two better variants and an open one',
      [
        ['a', 'macro_f1', 'improvement'],
        ['b', 'macro_f1', 'improvement'],
        ['c', 'macro_f1', 'inconclusive'],
      ],
      'improvement',
      '✅ Improvement: macro‑F1 is higher with a by 0.020 [0.010, 0.030] and with b by 0.020 [0.010, 0.030]; c inconclusive',
    ],
    [
      'more better variants than a line holds',
      ['a', 'b', 'c', 'd'].map((variant) => [variant, 'macro_f1', 'improvement'] as const),
      'improvement',
      '✅ Improvement: macro‑F1 is higher with a by 0.020 [0.010, 0.030], with b by 0.020 [0.010, 0.030] and 2 more',
    ],
    [
      'a metric that falls while another rises: the bad news leads',
      [
        ['a', 'macro_f1', 'regression'],
        ['a', 'log_loss', 'improvement'],
      ],
      'regression',
      '❌ Regression: macro‑F1 falls with a by 0.020 [0.010, 0.030]; log loss improvement',
    ],
    [
      'variants and metrics that differ',
      [
        ['a', 'macro_f1', 'improvement'],
        ['a', 'log_loss', 'equivalent'],
        ['b', 'macro_f1', 'regression'],
        ['b', 'log_loss', 'inconclusive'],
      ],
      'regression',
      '❌ Regression: macro‑F1 falls with b by 0.020 [0.010, 0.030]; macro‑F1 with a improvement; log loss with b inconclusive; log loss with a equivalent',
    ],
    [
      'many open variants',
      ['a', 'b', 'c', 'd', 'e'].map((variant) => [variant, 'macro_f1', 'inconclusive'] as const),
      'inconclusive',
      '⚪ Inconclusive: 8 seed pairs cannot tell any of 5 variants from the baseline',
    ],
    [
      'one open metric beside an equivalent one',
      [
        ['a', 'macro_f1', 'inconclusive'],
        ['a', 'log_loss', 'equivalent'],
      ],
      'inconclusive',
      '⚪ Inconclusive: 8 seed pairs cannot tell a from the baseline by macro‑F1; log loss equivalent',
    ],
  ] satisfies ReadonlyArray<
    readonly [string, ReadonlyArray<readonly [string, string, Verdict]>, Verdict, string]
  >)('of %s', (_, cells, overall, expected) => {
    expect(read(mixed(overall, cells))).toBe(expected);
  });

  test('of an equivalent variant gives the margin and the interval inside of it', () => {
    expect(read(samples.equivalent)).toBe(
      '🟰 Equivalent: head is within ±0.5 points of the baseline in accuracy (difference −0.08 pts [−0.22, +0.06])',
    );
  });

  test('of a variant that changes nothing says so', () => {
    const comparison = {
      ...measured,
      verdict: 'equivalent',
      difference: 0,
      equivalence: null,
      reason: 'same',
    } as Comparison;
    expect(read({ ...samples.better, verdict: 'equivalent', comparisons: [comparison] })).toBe(
      '🟰 Equivalent: head gives the same macro‑F1 as the baseline in every pair',
    );
  });

  test('of a broken comparison gives the reason and no number', () => {
    expect(read(samples.invalidByEvaluation)).toBe(
      "⛔ Invalid: data/test.csv (head) differs from the baseline's, so the scores do not measure the same thing",
    );
  });

  test('of a comparison that could not be made gives the reason', () => {
    const comparison: Comparison = {
      variant: 'head',
      metric: 'macro_f1',
      role: 'primary',
      pairing: 'seed',
      verdict: 'inconclusive',
      difference: null,
      reason: 'a single seed pair shows no spread',
    };
    expect(read({ ...samples.better, verdict: 'inconclusive', comparisons: [comparison] })).toBe(
      '⚪ Inconclusive: a single seed pair shows no spread',
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
      '⚪ Inconclusive: macro‑F1 is higher with a by 0.020 [0.010, 0.030] on validation only, with more overfitting than the baseline',
    );
    const both = mixed('inconclusive', [
      ['a', 'macro_f1', 'improvement'],
      ['b', 'macro_f1', 'inconclusive'],
    ]);
    expect(read(takenBack(both, ['a']))).toBe(
      '⚪ Inconclusive: 8 seed pairs cannot tell b from the baseline; a ahead on validation only, with more overfitting than the baseline',
    );
    expect(plainText(evidenceLine(viewOf(one)))).not.toMatch(/smallest difference|would settle/);
  });

  const alarm = (more: Partial<Check>): Check => ({
    id: 'overfitting/validation-only',
    model: 'a',
    status: 'warn',
    value: 0.02,
    threshold: 0,
    interval: null,
    message: '',
    advice: null,
    ...more,
  });

  test('names the metric that is ahead on validation only', () => {
    const result = mixed('improvement', [
      ['a', 'macro_f1', 'improvement'],
      ['a', 'log_loss', 'inconclusive'],
    ]);
    expect(read({ ...result, checks: [alarm({ metric: 'log_loss' })] })).toMatch(
      /; log loss inconclusive; log loss ahead on validation only$/,
    );
  });

  test('tells of a slice that gets worse behind the mean', () => {
    const result = mixed('improvement', [['a', 'macro_f1', 'improvement']]);
    const at = (status: Check['status']) =>
      read({ ...result, checks: [alarm({ id: 'slices/named', status })] });
    expect(at('fail')).toMatch(/ 0\.020 \[0\.010, 0\.030\]; a worse on a slice$/);
    for (const status of ['pass', 'ignored', 'not-checked'] as const)
      expect(at(status)).not.toContain('slice');
  });

  test.each([
    ['sensitivity', 'only at these hyperparameters'],
    ['tuning-budget', 'not so once both are tuned alike'],
    ['instability/failures', 'with more failed runs than the baseline'],
  ])(
    'tells what %s puts in doubt: an improvement or an equivalence, and only where it warns',
    (id, words) => {
      for (const verdict of ['improvement', 'equivalent'] as const) {
        const result = mixed(verdict, [['a', 'macro_f1', verdict]]);
        expect(read({ ...result, checks: [alarm({ id })] })).toMatch(new RegExp(`; a ${words}$`));
        for (const status of ['pass', 'ignored', 'not-checked'] as const)
          expect(read({ ...result, checks: [alarm({ id, status })] })).not.toContain(words);
        expect(read({ ...result, checks: [alarm({ id, model: 'b' })] })).not.toContain(words);
      }
      for (const verdict of ['regression', 'inconclusive'] as const) {
        const result = mixed(verdict, [['a', 'macro_f1', verdict]]);
        expect(read({ ...result, checks: [alarm({ id })] })).not.toContain(words);
      }
    },
  );

  test('names a variant once that several metrics speak well of', () => {
    const result = mixed('improvement', [
      ['a', 'macro_f1', 'improvement'],
      ['a', 'log_loss', 'improvement'],
      ['b', 'macro_f1', 'improvement'],
      ['b', 'log_loss', 'regression'],
    ]);
    const checks = ['a', 'b'].map((model) => alarm({ id: 'sensitivity', model }));
    expect(read({ ...result, checks })).toMatch(/; a and b only at these hyperparameters$/);
  });

  test('keeps to the two worst doubts, and says how many more there are', () => {
    const result = mixed('improvement', [['a', 'macro_f1', 'improvement']]);
    const checks = [
      alarm({ id: 'overfitting/against-baseline' }),
      alarm({ id: 'instability/failures' }),
      alarm({ id: 'sensitivity' }),
      alarm({ id: 'slices/named', status: 'fail' }),
    ];
    expect(read({ ...result, checks: checks.slice(1) })).toMatch(
      /\]; a worse on a slice; a only at these hyperparameters; 1 more warning$/,
    );
    expect(read({ ...result, checks })).toMatch(
      /\]; a worse on a slice; a only at these hyperparameters; 2 more warnings$/,
    );
  });

  test('of a broken comparison has no doubts beside', () => {
    const checks = [...samples.invalidByEvaluation.checks, alarm({ id: 'sensitivity', model: 'head' })];
    expect(read({ ...samples.invalidByEvaluation, checks })).not.toContain('hyperparameters');
  });

  test('of a result without any comparison still says something true', () => {
    expect(read({ ...samples.better, verdict: 'inconclusive', comparisons: [] })).toBe(
      '⚪ Inconclusive: nothing could be compared',
    );
  });
});
