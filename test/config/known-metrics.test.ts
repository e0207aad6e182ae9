import { expect, test } from 'vitest';
import { knownMetric } from '../../src/config/known-metrics.ts';

test.each([
  ['accuracy', 'maximize', 'percent'],
  ['balanced_accuracy', 'maximize', 'percent'],
  ['top5_accuracy', 'maximize', 'percent'],
  ['macro_f1', 'maximize', 'none'],
  ['mcc', 'maximize', 'none'],
  ['auroc', 'maximize', 'none'],
  ['r2', 'maximize', 'none'],
  ['loss', 'minimize', 'none'],
  ['log_loss', 'minimize', 'none'],
  ['ece', 'minimize', 'none'],
  ['rmse', 'minimize', 'none'],
  ['perplexity', 'minimize', 'none'],
  ['error', 'minimize', 'none'],
  ['word_error_rate', 'minimize', 'none'],
])('%s is better when it is %sd and is printed with unit %s', (name, direction, unit) => {
  expect(knownMetric(name)).toMatchObject({ direction, unit });
});

test.each(['bleu', 'inaccuracy_x', 'terror', 'toString', '__proto__', ''])('"%s" is not known', (name) => {
  expect(knownMetric(name)).toBeNull();
});
