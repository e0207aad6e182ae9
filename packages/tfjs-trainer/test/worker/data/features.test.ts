import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { checkExamples } from '../../../src/worker/data/examples.ts';
import { describeInputs } from '../../../src/worker/data/features.ts';
import { useBackend } from '../../support/backends.ts';

await useBackend('cpu');

const featuresOf = (xs: tf.Tensor | tf.Tensor[], count: number) => {
  const examples = checkExamples('test', { xs, ys: tf.zeros([count], 'int32') });
  return Object.fromEntries([...describeInputs(examples)].map(([name, values]) => [name, [...values]]));
};

describe('features of the inputs', () => {
  test('of texts are the length without padding, and which of the frequent tokens they hold', () => {
    const texts = [
      [7, 7, 9, 0],
      [7, 8, 0, 0],
      [9, 9, 9, 7],
      [5, 9, 0, 0],
    ];
    expect(featuresOf(tf.tensor2d(texts, [4, 4], 'int32'), 4)).toEqual({
      length: [3, 2, 4, 2],
      'token 7': [1, 1, 1, Number.NaN],
      'token 9': [1, Number.NaN, 1, 1],
      'token 5': [Number.NaN, Number.NaN, Number.NaN, 1],
      'token 8': [Number.NaN, 1, Number.NaN, Number.NaN],
    });
  });

  test('of tables are the columns', () => {
    const rows = [
      [1.23456, 0],
      [2, 1],
    ];
    expect(featuresOf(tf.tensor2d(rows), 2)).toEqual({ 'column 1': [1.235, 2], 'column 2': [0, 1] });
  });

  test('of images are mean and spread', () => {
    const images = [
      Array.from({ length: 64 }, () => 0.5),
      Array.from({ length: 64 }, (_, pixel) => pixel % 2),
    ];
    const found = featuresOf(tf.tensor4d(images.flat(), [2, 8, 8, 1]), 2);
    expect(found).toEqual({ mean: [0.5, 0.5], spread: [0, 0.5] });
  });

  test('of several inputs are told apart by the number of the input', () => {
    const found = featuresOf([tf.tensor2d([[1], [2]]), tf.tensor2d([[3], [4]])], 2);
    expect(found).toEqual({ 'input 1 column 1': [1, 2], 'input 2 column 1': [3, 4] });
  });
});
