import { expect, test } from 'vitest';
import { seedWords } from '../../../../src/report/content/headline/seed-words.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import * as samples from '../../../support/samples.ts';

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
  expect(words({ vary, testExamplesBySeed: true })).toBe(' (a seed varies weights, order and test examples)');
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
