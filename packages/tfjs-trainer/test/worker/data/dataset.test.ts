import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { checkDataset } from '../../../src/worker/data/dataset.ts';
import { useBackend } from '../../support/backends.ts';

// Before the tables of tests below are made of tensors.
await useBackend('cpu');

const split = (count: number) => ({ xs: tf.ones([count, 3]), ys: tf.zeros([count], 'int32') });
const dataset = (changes: object = {}) => ({
  train: split(6),
  validation: split(2),
  test: split(4),
  ...changes,
});

test('a good dataset passes, with its slices and its class names', () => {
  const checked = checkDataset(
    dataset({ slices: { short: [0, 3] }, classes: ['cat', 'dog'], shifted: split(1) }),
  );
  expect([...checked.evaluated.keys()]).toEqual(['validation', 'test', 'shifted']);
  expect(checked.slices.get('short')).toEqual([0, 3]);
  expect(checked.train).toMatchObject({ count: 6, form: 'index', columns: 1 });
});

test.each([
  [
    'int32 of shape [n]',
    () => tf.tensor1d([1, 0], 'int32'),
    { form: 'index', columns: 1, labels: Int32Array.of(1, 0) },
  ],
  ['int32 of shape [n, 1]', () => tf.tensor2d([[1], [0]], [2, 1], 'int32'), { form: 'index', columns: 1 }],
  [
    'two columns',
    () =>
      tf.tensor2d([
        [0, 1],
        [1, 0],
      ]),
    { form: 'one-hot', columns: 2, labels: Int32Array.of(1, 0) },
  ],
  [
    'float32 of shape [n]',
    () => tf.tensor1d([0.5, 2]),
    { form: 'value', columns: 1, labels: Float32Array.of(0.5, 2) },
  ],
  ['float32 of shape [n, 1]', () => tf.tensor2d([[0.5], [2]]), { form: 'value', columns: 1 }],
])('labels of %s', (_, ys, expected) => {
  const some = () => ({ xs: tf.ones([2, 3]), ys: ys() });
  expect(checkDataset({ train: some(), validation: some(), test: some() }).train).toMatchObject(expected);
});

describe('what is wrong is named, with what was found and what is expected', () => {
  const xs = () => tf.ones([6, 3]);
  test.each<[value: unknown, message: string]>([
    [undefined, 'data() returned a undefined; it must return { train, validation, test }'],
    [dataset({ test: undefined }), 'data() returned no test; it must return { train, validation, test }'],
    [dataset({ train: { xs: xs() } }), 'train.ys is missing; it must be a tensor'],
    [dataset({ train: { xs: [[1, 2]], ys: split(1).ys } }), 'train.xs[0] is an array; it must be a tensor'],
    [
      dataset({ train: { xs: xs(), ys: tf.zeros([5], 'int32') } }),
      'train.ys has 5 rows, train.xs has 6: both need the same number of examples',
    ],
    [
      dataset({ train: { xs: [xs(), tf.ones([7, 1])], ys: split(6).ys } }),
      'train.ys has 6 rows, train.xs[1] has 7',
    ],
    [dataset({ train: { xs: tf.scalar(1), ys: split(1).ys } }), 'train.xs is a scalar'],
    [dataset({ test: split(0) }), 'test holds no examples'],
    [
      dataset({
        test: {
          xs: tf.tensor2d([
            [1, 2, 3],
            [4, Number.NaN, 6],
          ]),
          ys: tf.zeros([2], 'int32'),
        },
      }),
      'test.xs holds NaN in example 1: every value must be finite',
    ],
    [
      dataset({ test: { xs: tf.ones([2, 3]), ys: tf.tensor1d([0, -1], 'int32') } }),
      'test.ys holds -1 in example 1: class indices start at 0',
    ],
    [
      dataset({ train: { xs: xs(), ys: tf.zeros([6, 1, 1]) } }),
      'train.ys is float32 of shape [6, 1, 1]; allowed are int32 [n] for class indices',
    ],
    [
      dataset({ test: { xs: tf.ones([2, 3]), ys: tf.tensor1d([0, 1]) } }),
      'test.ys holds regression values (float32), train.ys class indices (int32): each split needs labels of one kind',
    ],
    [
      dataset({ validation: { xs: tf.ones([2, 4]), ys: split(2).ys } }),
      'an example of validation.xs has shape [4], one of train.xs has [3]: each split needs the same shape',
    ],
    [
      dataset({ test: { ...split(4), ids: ['a'] } }),
      'test.ids has 1 entries, test has 4 examples: give one id per example',
    ],
    [
      dataset({ test: { ...split(2), ids: ['a', 'a'] } }),
      'test.ids holds "a" twice: ids must be different strings',
    ],
    [
      dataset({ test: { ...split(4), show: ['a'] } }),
      'test.show has 1 entries, test has 4 examples: give one string per example',
    ],
    [
      dataset({ slices: { short: [0, 4] } }),
      'slices.short holds 4; indices into the test split are whole numbers from 0 to 3',
    ],
    [dataset({ classes: [1, 2] }), 'classes must be a list of strings'],
  ])('case %#', (value, expected) => {
    expect(() => checkDataset(value)).toThrow(expected);
  });
});
