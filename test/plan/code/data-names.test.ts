import { expect, test } from 'vitest';
import { isDataFile, isSplitChoice, splitOf } from '../../../src/plan/code/data-names.ts';

test.each([
  ['train.csv', 'train'],
  ['data/test.jsonl', 'test'],
  ['data/val/cat/001.png', 'validation'],
  ['mnist/train-images-idx3-ubyte', 'train'],
  ['mnist/t10k-images-idx3-ubyte.gz', null],
  ['corpus/part-1.txt', null],
  ['iris.csv.gz', null],
  ['data/raw.csv.dvc', null],
  ['data', null],
  ['splits/X_train.npy', 'train'],
  ['test/train.csv', 'train'],
  ['dev.conllu', 'validation'],
])('%s is data, split %s', (path, split) => {
  expect(isDataFile(path)).toBe(true);
  expect(splitOf(path)).toBe(split);
});

test.each([
  'train.py',
  'package.json',
  'requirements.txt',
  'config/train.json',
  'results/accuracy.csv',
  'metrics.csv',
  'training_log.csv',
  'tests/data/train.csv',
  'docs/loss.png',
  'README.md',
  'tokenizer.json',
  'figures/train.png',
  'src/latest.json',
])('%s is no data', (path) => {
  expect(isDataFile(path)).toBe(false);
});

test.each([
  'split_seed',
  'data-seed',
  'splitSeed',
  'seed_split',
  'fold',
  'cv_random_state',
  'split',
  'fold_id',
  'subset_seed',
])('%s chooses the examples', (name) => expect(isSplitChoice(name)).toBe(true));

test.each([
  'seed',
  'init_seed',
  'model_seed',
  'folds',
  'n_folds',
  'split_size',
  'test_size',
  'sampling_seed',
  'n_splits',
  'random_state',
  'dropout',
  'min_samples_split',
  'data_augmentation',
])('%s does not', (name) => expect(isSplitChoice(name)).toBe(false));
