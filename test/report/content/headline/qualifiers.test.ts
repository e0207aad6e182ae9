import { expect, test } from 'vitest';
import type { Verdict } from '../../../../src/analysis/compare/comparison.ts';
import type { Check } from '../../../../src/checks/check.ts';
import { headline } from '../../../../src/report/content/headline/headline.ts';
import { subline } from '../../../../src/report/content/headline/subline.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { mixed } from '../../../support/mixed-verdicts.ts';
import { plain } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const alarm = (id: string, more: Partial<Check> = {}) =>
  samples.check({ id, model: 'a', status: 'warn', message: '', value: 0.02, threshold: 0, ...more });
const COMMITS = ' · commit 4f2a91c against main@91be0d3';
/** Headline and subline. */
const read = (result: ExperimentResult, ...checks: readonly Check[]) => {
  const view = viewOf({ ...result, checks });
  return `${plain(headline(view))}\n${plain(subline(view)).replace(COMMITS, '')}`;
};
const one = (verdict: Verdict) => mixed(verdict, [['a', 'macro_f1', verdict]]);

test.each([
  ['slices/named', 'fail', 'worse on a slice', 'worse on a slice'],
  ['sensitivity', 'warn', 'better only at these hyperparameters', 'equivalent only at these hyperparameters'],
  [
    'tuning-budget',
    'warn',
    'no better once both models are tuned equally',
    'no longer equivalent once both models are tuned equally',
  ],
] as const)(
  '%s tempers an improvement or an equivalence, and only where it alarms',
  (id, status, better, equal) => {
    for (const [verdict, words] of Object.entries({ improvement: better, equivalent: equal })) {
      const result = one(verdict as Verdict);
      expect(read(result, alarm(id, { status }))).toMatch(new RegExp(` · ⚠️ a is ${words}$`));
      for (const quiet of ['pass', 'ignored', 'not-checked'] as const)
        expect(read(result, alarm(id, { status: quiet }))).not.toContain(words);
      expect(read(result, alarm(id, { status, model: 'b' }))).not.toContain(`a is ${words}`);
    }
  },
);

test.each(['sensitivity', 'tuning-budget'])('%s says nothing of a regression or an open verdict', (id) => {
  for (const verdict of ['regression', 'inconclusive'] as const)
    expect(read(one(verdict), alarm(id))).toBe(read(one(verdict)));
});

test('the subline names the metric that is ahead on validation only', () => {
  const result = mixed('improvement', [
    ['a', 'macro_f1', 'improvement'],
    ['a', 'log_loss', 'inconclusive'],
  ]);
  expect(read(result, alarm('overfitting/validation-only', { metric: 'log_loss' }))).toMatch(
    / · open: log loss · ⚠️ log loss is better on validation only$/,
  );
});

test.each(['improvement', 'equivalent', 'regression', 'inconclusive'] as const)(
  'that the base has changed the evaluation since comes first, and %s is no good news',
  (verdict) => {
    const outdated = alarm('evaluation-files', { model: null });
    const line = read(one(verdict), alarm('slices/named', { status: 'fail' }), outdated);
    expect(line).toMatch(/ · ⚠️ the evaluation is older than on the base: merge the base first/);
    expect(line).not.toMatch(/[✅🟰]/u);
    expect(read(one(verdict), { ...outdated, status: 'pass' })).not.toContain('older');
  },
);

test('a variant that several metrics speak well of is named once', () => {
  const result = mixed('improvement', [
    ['a', 'macro_f1', 'improvement'],
    ['a', 'log_loss', 'improvement'],
    ['b', 'macro_f1', 'improvement'],
    ['b', 'log_loss', 'regression'],
  ]);
  const checks = ['a', 'b'].map((model) => alarm('sensitivity', { model }));
  expect(read(result, ...checks)).toMatch(/ · ⚠️ a and b are better only at these hyperparameters$/);
});

test('the two worst doubts are named, and how many more there are', () => {
  const doubts = ['slices/named', 'tuning-budget', 'sensitivity', 'overfitting/against-baseline'];
  const checks = doubts.map((id) => alarm(id, id === 'slices/named' ? { status: 'fail' } : {}));
  const named = '⚠️ a is worse on a slice · ⚠️ a is no better once both models are tuned equally';
  expect(read(one('improvement'), ...checks.slice(0, 3))).toMatch(
    new RegExp(` · ${named} · ⚠️ 1 more warning$`),
  );
  expect(read(one('improvement'), ...checks)).toMatch(new RegExp(` · ${named} · ⚠️ 2 more warnings$`));
});

test('a broken comparison has no doubts beside its reason', () => {
  const checks = [...samples.invalidByEvaluation.checks, alarm('sensitivity', { model: 'head' })];
  expect(read(samples.invalidByEvaluation, ...checks)).not.toContain('hyperparameters');
});
