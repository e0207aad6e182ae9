import { describe, expect, test } from 'vitest';
import type { Check } from '../../../../src/checks/check.ts';
import { headline } from '../../../../src/report/content/headline/headline.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { mixed } from '../../../support/mixed-verdicts.ts';
import * as samples from '../../../support/samples.ts';

const read = (result: ExperimentResult) =>
  plainText(headline(viewOf(result), null)).replaceAll('\u00a0', ' ');

describe('the headline', () => {
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
      /; inconclusive: log loss; log loss is better on validation only$/,
    );
  });

  test('says first that the base has changed the evaluation since, and shows no good news', () => {
    const outdated = alarm({ id: 'evaluation-files', model: null });
    for (const verdict of ['improvement', 'equivalent', 'regression', 'inconclusive'] as const) {
      const result = mixed(verdict, [['a', 'macro_f1', verdict]]);
      const more = alarm({ id: 'slices/named', status: 'fail' });
      const line = read({ ...result, checks: [more, outdated] });
      expect(line).toMatch(/; the evaluation is older than on the base: merge the base first/);
      expect(line).not.toMatch(/[✅🟰]/u);
      expect(read({ ...result, checks: [{ ...outdated, status: 'pass' }] })).not.toContain('older');
    }
  });

  test('tells of a slice that gets worse behind the mean', () => {
    const result = mixed('improvement', [['a', 'macro_f1', 'improvement']]);
    const at = (status: Check['status']) =>
      read({ ...result, checks: [alarm({ id: 'slices/named', status })] });
    expect(at('fail')).toMatch(
      / \+0\.020 \(between \+0\.010 and \+0\.030\) on this test set, 8 pairs \(a seed varies weights and order\); a is worse on a slice$/,
    );
    for (const status of ['pass', 'ignored', 'not-checked'] as const)
      expect(at(status)).not.toContain('slice');
  });

  test.each([
    ['sensitivity', 'is better only at these hyperparameters', 'is equivalent only at these hyperparameters'],
    [
      'tuning-budget',
      'is no better once both models are tuned equally',
      'is no longer equivalent once both models are tuned equally',
    ],
    [
      'instability/failures',
      'is failing more often than the baseline',
      'is failing more often than the baseline',
    ],
  ])(
    'tells what %s puts in doubt: an improvement or an equivalence, and only where it warns',
    (id, ofImprovement, ofEquivalence) => {
      for (const [verdict, words] of [
        ['improvement', ofImprovement],
        ['equivalent', ofEquivalence],
      ] as const) {
        const result = mixed(verdict, [['a', 'macro_f1', verdict]]);
        expect(read({ ...result, checks: [alarm({ id })] })).toMatch(new RegExp(`; a ${words}$`));
        for (const status of ['pass', 'ignored', 'not-checked'] as const)
          expect(read({ ...result, checks: [alarm({ id, status })] })).not.toContain(words);
        expect(read({ ...result, checks: [alarm({ id, model: 'b' })] })).not.toContain(words);
      }
      for (const verdict of ['regression', 'inconclusive'] as const) {
        const line = read({
          ...mixed(verdict, [['a', 'macro_f1', verdict]]),
          checks: [alarm({ id })],
        });
        for (const words of [ofImprovement, ofEquivalence]) expect(line).not.toContain(words);
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
    expect(read({ ...result, checks })).toMatch(/; a and b are better only at these hyperparameters$/);
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
      /, 8 pairs \(a seed varies weights and order\); a is worse on a slice; a is better only at these hyperparameters; 1 more warning$/,
    );
    expect(read({ ...result, checks })).toMatch(
      /, 8 pairs \(a seed varies weights and order\); a is worse on a slice; a is better only at these hyperparameters; 2 more warnings$/,
    );
  });

  test('of a broken comparison has no doubts beside', () => {
    const checks = [...samples.invalidByEvaluation.checks, alarm({ id: 'sensitivity', model: 'head' })];
    expect(read({ ...samples.invalidByEvaluation, checks })).not.toContain('hyperparameters');
  });
});
