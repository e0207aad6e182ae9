import { expect, test } from 'vitest';
import { renderComment } from '../../../src/report/comment.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import * as samples from '../../support/samples.ts';

const VALIDATION = 'Measured on the validation split: no run reports a value on a test split.';

function commentOf(splits: ExperimentResult['splits'], result = samples.better): string {
  return renderComment({ ...result, ...(splits === undefined ? {} : { splits }) }).replaceAll('\u00a0', ' ');
}

test('a verdict on the validation split says so under its table', () => {
  expect(commentOf({ macro_f1: 'validation' })).toContain(`<sub>${VALIDATION}`);
  expect(commentOf({ macro_f1: 'test', log_loss: 'validation' }, samples.severalPrimary)).toContain(
    'Measured on the validation split for log loss: no run',
  );
});

test('a verdict on the training split says so above the table, before all notices', () => {
  const { provenance } = samples.better;
  const result = { ...samples.better, provenance: { ...provenance, notices: ['a', 'b', 'c'] } };
  const comment = commentOf({ macro_f1: 'train' }, result);
  expect(comment.split('| Model')[0]).toMatch(
    /> ℹ️ Measured on the training split: no run reports a value on a test or validation split, so this says nothing about new data\.\n\n> ℹ️ a\n\n$/,
  );
  expect(comment).toMatch(/<summary>More notices<\/summary>\n\n> ℹ️ b\n\n> ℹ️ c\n/);
});

test.each<[string, ExperimentResult['splits']]>([
  ['on the test split', { macro_f1: 'test' }],
  ['whose secondary metric is on another', { macro_f1: 'test', accuracy: 'validation' }],
  ['of which no split is known', undefined],
])('a verdict %s says nothing of it', (_, splits) => {
  expect(commentOf(splits)).not.toContain('Measured on');
});

test('the fine print says why a verdict does not hold for new test examples', () => {
  const scopeReason = 'baseline under seed 1 saved no predictions';
  const comparisons = samples.better.comparisons.map((one) => ({ ...one, scopeReason }));
  const words = `Not judged for new test examples: ${scopeReason}.`;
  expect(renderComment({ ...samples.better, comparisons })).toContain(words);
  expect(renderComment(samples.better)).not.toContain('Not judged for new test examples');
});
