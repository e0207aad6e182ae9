import { expect, test } from 'vitest';
import type { MeasuredComparison, Scope } from '../../../../src/analysis/compare/comparison.ts';
import { sampleSize } from '../../../../src/report/content/headline/headline.ts';
import { exampleCount, scopeWords } from '../../../../src/report/content/headline/scope-words.ts';
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
  );

const VALIDATION = { splits: { macro_f1: 'validation', accuracy: 'validation' } } as const;
const FOLDS = { design: { ...samples.better.design, folds: { k: 5, repeats: 3 } } };

test.each<[Scope | null, number | null, Partial<ExperimentResult>, string]>([
  ['new-examples', 4000, {}, ', new seeds and new examples'],
  ['new-examples', null, FOLDS, ', new training sets and new examples'],
  ['this-test-set', 4000, {}, ' on these 4,000 test examples'],
  ['this-test-set', null, {}, ' on this test set'],
  ['this-test-set', 50, VALIDATION, ' on these 50 validation examples'],
  ['this-test-set', null, VALIDATION, ' on this validation set'],
  ['these-models', null, {}, ', these two trained models only'],
  [null, null, {}, ''],
])('a verdict for %s on %j examples says what it holds for', (scope, testExamples, result, expected) => {
  expect(words(scope, { testExamples }, result)).toBe(expected);
});

test('comparisons of several sizes share no number', () => {
  const comparisons = [50, 60].map((testExamples, index) =>
    comparison({ scope: 'this-test-set', testExamples, variant: `v${index}` }),
  );
  expect(words('this-test-set', {}, { comparisons })).toBe(' on this test set');
});

test('the sample is seeds and examples, clusters, or examples alone', () => {
  const crossed = comparison({ scope: 'new-examples', testExamples: 100, crossed: CROSSED });
  expect(sampleSize([crossed])).toBe('8 seed pairs × 100 test examples');
  expect(sampleSize([comparison({ crossed: { ...CROSSED, clusters: 20 } })])).toBe(
    '8 seed pairs × 20 clusters of test examples',
  );
  expect(sampleSize([{ ...crossed, scope: 'these-models' }])).toBe('100 test examples');
  expect(sampleSize([crossed, comparison({})])).toBe('8 seed pairs');
  expect(exampleCount(crossed)).toBe('100 test examples');
});
