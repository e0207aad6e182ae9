import { describe, expect, test } from 'vitest';
import { renderComment } from '../../src/report/comment.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import {
  ACCURACY,
  draws,
  LOG_LOSS,
  MACRO_F1,
  moved,
  type Sample,
  sampleResult,
} from '../support/sample-results.ts';

const PRIMARY = { ...ACCURACY, role: 'primary', margin: 0.005 } as const;
const values = draws('no change', 6, 0.83, 0.01);

const result = (description: string, by: number, metrics: Sample['metrics'] = [PRIMARY]): ExperimentResult =>
  sampleResult({
    metrics,
    baseline: { accuracy: values },
    variants: { head: { accuracy: by === 0 ? values : moved(values, 'moved', by, 0.001) } },
    description,
  });
const first = (one: ExperimentResult) => renderComment(one).split('\n')[0];

const WORDS = [
  ...['no change', 'No changes', 'no behaviour change', 'no behavior change', 'no functional change'],
  ...['no model change', 'no change intended', 'no effect', 'refactoring', 'refactor', 'same results'],
  ...['no change in accuracy', 'no change with head'],
];

describe('equal results', () => {
  test.each(WORDS)('are what "Claim: %s" claims', (words) => {
    const equal = result(`Fixes a comment.\n\nClaim: ${words}`, 0);
    expect(equal.verdict).toBe('equivalent');
    expect(equal.claim?.status).toBe('supported');
    expect(equal.gate.passed).toBe(true);
    expect(first(equal)).toBe('### 🟰 No change: all 6 pairs are identical');
  });

  test('pass where nothing is claimed in so many words', () => {
    const equal = result('Claim: none', 0);
    expect([equal.verdict, equal.claim, equal.gate.passed]).toEqual(['equivalent', null, true]);
  });

  test('need no margin', () => {
    expect(result('Claim: no change', 0, [{ ...PRIMARY, margin: null }]).verdict).toBe('equivalent');
  });

  test.each(['', 'Claim: improvement', 'Claim: accuracy +1 point'])(
    'of %j are broken, and the message says how to declare them',
    (description) => {
      const comment = renderComment(result(description, 0));
      expect(comment).toMatch(
        /^### ⛔ Can't compare `head`: this change did nothing: all 6 pairs are identical/,
      );
      expect(comment).toMatch(
        /\*\*Next:\*\* write `Claim: no change` in the pull request, or `claim: no change` in the config, if/,
      );
    },
  );
});

describe('results that differ', () => {
  test.each([
    [0.03, 'contradicted', /^### ❌ Disproven: you claim no change in accuracy/],
    [-0.03, 'contradicted', /^### ❌ Disproven: you claim no change in accuracy/],
    [0.001, 'supported', /^### 🟰 No meaningful change: accuracy /],
  ])('by %d are judged by the margin', (by, status, line) => {
    const judged = result('Claim: no change', by);
    expect(judged.claim?.status).toBe(status);
    expect(first(judged)).toMatch(line);
  });

  test.each([0.03, -0.03])('by %d are no claim of "Claim: none"', (by) => {
    expect(first(result('Claim: none', by))).toMatch(
      by > 0 ? /^### ✅ `head` improves / : /^### ❌ `head` lowers /,
    );
  });
});

describe('an equal accuracy', () => {
  const other = draws('other', 6, 0.9, 0.02);
  const tied = (accuracy: readonly number[], second: Sample['metrics'][number], by: number) =>
    sampleResult({
      metrics: [PRIMARY, second],
      baseline: { accuracy, [second.name]: other },
      variants: { head: { accuracy, [second.name]: moved(other, 'other', by, 0.0005) } },
      description: 'Claim: no change',
    });
  const secondary = { ...LOG_LOSS, role: 'secondary' } as const;
  const seconds = { ...secondary, name: 'train_seconds', margin: null } as const;

  test.each([
    ['a loss that changed', values, secondary, 0.5],
    ['a loss that changed, at the ceiling', values.map(() => 1), secondary, 0.5],
    ['a changed metric at the ceiling', values.map(() => 1), MACRO_F1, 0.0001],
  ])('is no equal result next to %s', (_, accuracy, second, by) => {
    const judged = tied(accuracy, second, by);
    expect(judged.verdict).toBe('inconclusive');
    expect(first(judged)).toMatch(
      /^### ⚪ Not proven: you claim no change in accuracy.*; accuracy is equal in every pair, but other results differ/,
    );
  });

  test.each([
    ['another primary metric that is equivalent', LOG_LOSS, 0.0001],
    ['a time', seconds, 0.5],
  ])('passes next to %s', (_, second, by) => {
    expect(tied(values, second, by).verdict).toBe('equivalent');
  });

  test('of one of two variants is told as what it is', () => {
    const judged = sampleResult({
      metrics: [PRIMARY],
      baseline: { accuracy: values },
      variants: { same: { accuracy: values }, head: { accuracy: moved(values, 'better', 0.03, 0.001) } },
      description: 'Claim: no change with same',
    });
    expect(first(judged)).toMatch(/^### ✅ Proven: .* with `same`; every pair is identical$/);
  });
});

describe('of two equal variants', () => {
  const equal = (description: string) =>
    sampleResult({
      metrics: [PRIMARY],
      baseline: { accuracy: values },
      variants: { same: { accuracy: values }, head: { accuracy: values } },
      description,
    });

  test.each([
    ['no change with same', ['same']],
    ['no change', ['same', 'head']],
    ['none', ['same', 'head']],
    ['improvement with head', []],
  ])('"Claim: %s" accepts those that it names', (claim, accepted) => {
    const { comparisons } = equal(`Claim: ${claim}`);
    const equivalent = comparisons.filter(({ verdict }) => verdict === 'equivalent');
    expect(equivalent.map(({ variant }) => variant)).toEqual(accepted);
  });

  test('the one without a claim is a change that did nothing', () => {
    const judged = equal('Claim: no change with same');
    expect(judged.gate.passed).toBe(false);
    expect(first(judged)).toMatch(/^### ⛔ Can't compare `head`: this change did nothing/);
  });
});
