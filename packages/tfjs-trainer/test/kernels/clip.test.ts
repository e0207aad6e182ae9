import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../support/backends.ts';

const NAN_FIRST = () => tf.tensor2d([[Number.NaN, -9, 9, 0.5, Number.NaN, -1, 7]]);

describe('a NaN stays one, so that a diverged network shows', () => {
  test.each([
    ['clipByValue', () => NAN_FIRST().clipByValue(-1, 1), [Number.NaN, -1, 1, 0.5, Number.NaN, -1, 1]],
    ['relu6', () => NAN_FIRST().relu6(), [Number.NaN, 0, 6, 0.5, Number.NaN, 0, 6]],
    ['relu', () => NAN_FIRST().relu(), [Number.NaN, 0, 9, 0.5, Number.NaN, 0, 7]],
    [
      'a fused product with relu',
      () => tf.fused.matMul({ a: tf.tensor2d([[1]]), b: NAN_FIRST(), activation: 'relu' }),
      [Number.NaN, 0, 9, 0.5, Number.NaN, 0, 7],
    ],
    [
      'a fused product with relu6 and a bias',
      () =>
        tf.fused.matMul({ a: tf.tensor2d([[1]]), b: NAN_FIRST(), bias: tf.ones([7]), activation: 'relu6' }),
      [Number.NaN, 0, 6, 1.5, Number.NaN, 0, 6],
    ],
  ] as const)('%s', async (_, compute, expected) => {
    expect(await onWasm(compute)).toEqual([expected]);
  });
});

test('zeros have the signs that minimum and maximum give them', async () => {
  const zeros = () => tf.tensor1d([-0, 0, -0, 0, -0]);
  for (const rectify of [tf.relu, tf.relu6])
    expect(await onWasm(() => rectify(zeros()))).toEqual([[0, 0, 0, 0, 0]]);
  expect(await onWasm(() => zeros().clipByValue(-1, 1))).toEqual([[-0, 0, -0, 0, -0]]);
  const withNaN = () => tf.tensor1d([-0, 0, -2, 1, 0, Number.NaN]);
  expect(await onWasm(() => withNaN().clipByValue(-1, -0))).toEqual([[-0, -0, -1, -0, -0, Number.NaN]]);
  expect(await onWasm(() => withNaN().clipByValue(-0, 1))).toEqual([[-0, 0, -0, 1, 0, Number.NaN]]);
});

test('rectified convolutions agree with the plain backend', async () => {
  await expectSameOnBoth(() => {
    const x = tensor([2, 5, 6, 3], 3) as tf.Tensor4D;
    const filter = tensor([3, 3, 3, 2], 5) as tf.Tensor4D;
    const shared = { x, filter, strides: 1, pad: 'same' } as const;
    return [
      tf.fused.conv2d({ ...shared, bias: tensor([2], 7), activation: 'relu' }),
      tf.fused.depthwiseConv2d({ ...shared, bias: tensor([6], 7), activation: 'relu6' }),
    ];
  });
});
