import { expect, test } from 'vitest';
import { parseFlatName, splitFlatName, splitOfPath } from '../../../src/records/readers/flat-names.ts';

test.each([
  ['loss', null, 'loss'],
  ['epoch', null, 'epoch'],
  ['train_loss', 'train', 'loss'],
  ['training/loss', 'train', 'loss'],
  ['val_loss', 'validation', 'loss'],
  ['valid_loss', 'validation', 'loss'],
  ['validation/accuracy', 'validation', 'accuracy'],
  ['eval_f1', 'validation', 'f1'],
  ['dev.accuracy', 'validation', 'accuracy'],
  ['test_top5_accuracy', 'test', 'top5_accuracy'],
  ['predict_loss', 'test', 'loss'],
  ['shifted_accuracy', 'shifted', 'accuracy'],
  ['Loss/train', 'train', 'loss'],
  ['Accuracy/Validation', 'validation', 'accuracy'],
  ['loss_val', 'validation', 'loss'],
  ['train_loss_epoch', 'train', 'loss'],
  ['train_loss_step', 'train', 'loss_step'],
  ['epoch_loss', null, 'loss'],
  ['epoch_val_accuracy', 'validation', 'accuracy'],
  ['std_dev', null, 'std_dev'],
  ['Train Loss', 'train', 'loss'],
  ['Val Loss', 'validation', 'loss'],
  ['Val Acc', 'validation', 'Acc'],
  ['Loss Val', 'validation', 'loss'],
  ['Test Macro F1', 'test', 'macro_f1'],
  ['Validation Log Loss', 'validation', 'log_loss'],
  ['Learning Rate', null, 'Learning Rate'],
  ['metrics/mAP50(B)', null, 'metrics/mAP50(B)'],
  ['train_', null, 'train_'],
  ['BLEU', null, 'BLEU'],
  // Chosen by validation, whatever a file of final metrics is for.
  ['best_val_acc', 'validation', 'best_acc'],
  ['best/valid/loss', 'validation', 'best/loss'],
  ['val_best_acc', 'validation', 'best_acc'],
  ['best_test_acc', null, 'best_test_acc'],
  ['interval_time', null, 'interval_time'],
])('%s is of the split %s and called %s', (key, split, name) => {
  expect(parseFlatName(key)).toEqual({ split, name });
});

test('a metric of the config keeps its whole name, and is of the split that it states', () => {
  expect(splitFlatName('test_time', 'train', new Set(['test_time']))).toEqual({
    split: 'test',
    name: 'test_time',
  });
});

test.each([
  ['train/metrics.json', 'train'],
  ['runs/val/seed_1/metrics.json', 'validation'],
  ['train/test.json', 'test'],
  ['val_results.txt', 'validation'],
  ['train.txt', 'train'],
  ['training_data/metrics.json', null],
  ['metrics.json', null],
])('the path %s is of %s', (file, split) => {
  expect(splitOfPath(file)).toBe(split);
});
