import type * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { areFloats } from '../../src/kernels/toolkit.ts';

test('floats of one shape', () => {
  const of = (shape: number[], dtype: tf.DataType = 'float32') => ({ dataId: {}, shape, dtype });
  expect(areFloats([2, 3], [of([2, 3]), of([2, 3])])).toBe(true);
  expect(areFloats([2, 3], [of([2, 3]), of([3, 2])])).toBe(false);
  expect(areFloats([2, 3], [of([6])])).toBe(false);
  expect(areFloats([2], [of([2], 'int32')])).toBe(false);
  expect(areFloats([], [of([])])).toBe(true);
});
