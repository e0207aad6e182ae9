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
  // scikit-learn negates what it would minimize.
  ['neg_log_loss', 'maximize', 'none'],
  ['test_neg_log_loss', 'maximize', 'none'],
  ['neg_mean_squared_error', 'maximize', 'none'],
  ['neg_brier_score', 'maximize', 'none'],
  ['f1_macro', 'maximize', 'none'],
  ['precision_weighted', 'maximize', 'none'],
  ['roc_auc_ovr', 'maximize', 'none'],
  ['balanced_accuracy_score', 'maximize', 'percent'],
  ['val_acc', 'maximize', 'percent'],
  ['acc_norm,none', 'maximize', 'none'],
  ['word_perplexity,none', 'minimize', 'none'],
  ['MeanSquaredError', 'minimize', 'none'],
  ['sparse_categorical_accuracy', 'maximize', 'percent'],
  ['ndcg@10', 'maximize', 'none'],
  ['BLEU', 'maximize', 'none'],
  ['wer', 'minimize', 'none'],
  ['mean_absolute_percentage_error', 'minimize', 'none'],
  ['episode_reward_mean', 'maximize', 'none'],
])('%s is better when it is %sd and is printed with unit %s', (name, direction, unit) => {
  expect(knownMetric(name)).toMatchObject({ direction, unit });
});

test.each(['vibes', 'inaccuracy_x', 'terror', 'toString', '__proto__', ''])('"%s" is not known', (name) => {
  expect(knownMetric(name)).toBeNull();
});
