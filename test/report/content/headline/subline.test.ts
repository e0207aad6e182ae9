import { describe, expect, test } from 'vitest';
import type { MeasuredComparison, Scope } from '../../../../src/analysis/compare/comparison.ts';
import {
  exampleCount,
  sampleSize,
  scopeWords,
  seedWords,
} from '../../../../src/report/content/headline/subline.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import * as samples from '../../../support/samples.ts';

const [lead] = samples.better.comparisons;
const CROSSED = {
  ...{ clusters: null, exampleShare: 0.5, components: { seed: 0, example: 1, rest: 1 } },
  ...{
    skewness: 0,
    skewCorrectedPValue: 0.01,
    skewCorrectedEquivalencePValue: null,
    seedsEquivalencePValue: null,
    unsteady: false,
  },
  ...{ seedsPValue: null, midPValue: null, examplesNeeded: null },
};

function comparison(more: Partial<MeasuredComparison>): MeasuredComparison {
  if (lead === undefined || lead.difference === null) throw new Error('not measured');
  return { ...lead, ...more };
}

const words = (
  scope: Scope | null,
  more: Partial<MeasuredComparison> = {},
  result: Partial<ExperimentResult> = {},
) =>
  scopeWords(
    viewOf({
      ...samples.better,
      scope,
      comparisons: [comparison({ ...(scope && { scope }), ...more })],
      ...result,
    }),
  ).join('');

const VALIDATION = { splits: { macro_f1: 'validation', accuracy: 'validation' } } as const;
const BY_SEED = { design: { ...samples.better.design, testExamplesBySeed: true } };
const FOLDS = { design: { ...samples.better.design, folds: { k: 5, repeats: 3 } } };

test.each<[Scope | null, number | null, Partial<ExperimentResult>, string]>([
  ['new-examples', 4000, {}, 'holds for new seeds and new examples'],
  ['new-examples', null, FOLDS, 'holds for new training sets and new examples'],
  ['this-test-set', 4000, {}, 'holds for new seeds on these 4,000 test examples'],
  ['this-test-set', null, {}, 'holds for new seeds on this test set'],
  ['this-test-set', 50, VALIDATION, 'holds for new seeds on these 50 validation examples'],
  ['this-test-set', null, VALIDATION, 'holds for new seeds on this validation set'],
  ['this-test-set', 50, BY_SEED, 'holds for new seeds, each with its own test set'],
  ['these-models', null, {}, 'holds for these two trained models only'],
  [null, null, {}, ''],
])('a verdict for %s on %j examples says what it holds for', (scope, testExamples, result, expected) => {
  expect(words(scope, { testExamples }, result)).toBe(expected);
});

test('comparisons of several sizes share no number', () => {
  const comparisons = [50, 60].map((testExamples, index) =>
    comparison({ scope: 'this-test-set', testExamples, variant: `v${index}` }),
  );
  expect(words('this-test-set', {}, { comparisons })).toBe('holds for new seeds on this test set');
});

test('the sample is seeds and examples, clusters, or examples alone', () => {
  const crossed = comparison({ scope: 'new-examples', testExamples: 100, crossed: CROSSED });
  expect(sampleSize(viewOf(samples.better), [crossed])).toBe('8 seed pairs × 100 test examples');
  expect(sampleSize(viewOf(samples.better), [comparison({ crossed: { ...CROSSED, clusters: 20 } })])).toBe(
    '8 seed pairs × 20 clusters of test examples',
  );
  expect(sampleSize(viewOf(samples.better), [{ ...crossed, scope: 'these-models' }])).toBe(
    '100 test examples',
  );
  expect(sampleSize(viewOf(samples.better), [crossed, comparison({})])).toBe('8 seed pairs');
  expect(exampleCount(viewOf(samples.better), crossed)).toBe('100 test examples');
});

describe('the words for what a seed changes', () => {
  const { better } = samples;
  type Design = ExperimentResult['design'];

  const words = (design: Partial<Design>, result: Partial<ExperimentResult> = {}) =>
    seedWords(
      viewOf({
        ...better,
        scope: 'new-examples',
        ...result,
        design: { ...better.design, isVaryStated: true, ...design },
      }),
    ).join('');

  test.each([
    [['init', 'order'], 'a seed varies weights and order'],
    [['data', 'init', 'order'], 'a seed varies weights, order and training data'],
    [['init'], 'a seed varies weights'],
    [[], ''],
  ] as const)('vary: %j', (vary, expected) => {
    expect(words({ vary: [...vary] })).toBe(expected);
  });

  test('runs tell what the config does not: a part that no seed reaches', () => {
    const vary = ['init', 'order'];
    const partly = { id: 'partly-seeded', model: 'head', status: 'warn', value: 3, threshold: 0 } as const;
    const check = { ...partly, interval: null, message: 'the same up to epoch 3', advice: null };
    expect(words({ vary }, { checks: [check] })).toBe('a seed varies part of the training');
    expect(words({ vary }, { checks: [{ ...check, status: 'pass' }] })).toBe(
      'a seed varies weights and order',
    );
  });

  test('what neither the config states nor the runs show is not said', () => {
    expect(words({ vary: ['init', 'order'], isVaryStated: false })).toBe('');
  });

  test('nothing is said of folds, of two trained models and of a broken comparison', () => {
    expect(words({ vary: ['init'], folds: { k: 5, repeats: 2 } })).toBe('');
    expect(words({ vary: ['init'] }, { scope: 'these-models' })).toBe('');
    expect(words({ vary: ['init'] }, { scope: null })).toBe('');
  });
});
