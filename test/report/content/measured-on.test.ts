import { expect, test } from 'vitest';
import { renderComment } from '../../../src/report/comment.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import * as samples from '../../support/samples.ts';

const VALIDATION = 'Measured on the validation split: no run reports a value on a test split.';

function commentOf(result: ExperimentResult, splits: ExperimentResult['splits']): string {
  return renderComment({ ...result, ...(splits === undefined ? {} : { splits }) }).replaceAll('\u00a0', ' ');
}

test('a verdict on the validation split says so under its table', () => {
  expect(commentOf(samples.better, { macro_f1: 'validation' })).toContain(`<sub>${VALIDATION}`);
});

test('one on the training split says so above it', () => {
  const comment = commentOf(samples.better, { macro_f1: 'train' });
  expect(comment.split('| Model')[0]).toContain(
    'Measured on the training split: no run reports a value on a test or validation split, so this says nothing about new data.',
  );
});

test.each<[string, ExperimentResult['splits']]>([
  ['on the test split', { macro_f1: 'test' }],
  ['whose secondary metric is on another', { macro_f1: 'test', accuracy: 'validation' }],
  ['of which no split is known', undefined],
])('one %s says nothing of it', (_, splits) => {
  expect(commentOf(samples.better, splits)).not.toContain('Measured on');
});

test('of several primary metrics those are named that are on validation', () => {
  const comment = commentOf(samples.severalPrimary, { macro_f1: 'test', log_loss: 'validation' });
  expect(comment).toContain('Measured on the validation split for log loss: no run');
});
