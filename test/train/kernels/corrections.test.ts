/** Operations that the shipped wasm backend of TensorFlow.js 4.22 gets wrong, each in the smallest case that shows it. */
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../../support/backends.ts';

const images = (channels: number) => tensor([3, 5, 6, channels], 3) as tf.Tensor4D;
const volumes = () => tensor([2, 4, 5, 4, 2], 3) as tf.Tensor5D;

/** The result of `f` and its gradient, under weights that tell all of its elements apart. */
function withGradient(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor[] {
  const y = f(x);
  return [y, tf.grad((input) => f(input).mul(tensor(y.shape, 7)).sum())(x)];
}

test.each([
  [2, 2, 'valid'],
  [3, 1, 'same'],
  [3, 2, 'same'],
  [1, 2, 'valid'],
] as const)('maximum pooling over windows of %i with stride %i and padding %s', async (size, stride, pad) => {
  await expectSameOnBoth(() =>
    withGradient((x) => tf.maxPool(x as tf.Tensor4D, size, stride, pad), images(3)),
  );
});

test('the gradient of a window of equals goes to the first of them', async () => {
  const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid').sum();
  expect(await onWasm(() => tf.grad(pool)(tf.ones([1, 2, 2, 1])))).toEqual([[1, 0, 0, 0]]);
});

test('nearest-neighbour resizing of a batch', async () => {
  await expectSameOnBoth(() =>
    withGradient((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [8, 10]), images(2)),
  );
});

test('dilation of a batch, with both gradients', async () => {
  await expectSameOnBoth(() =>
    tf.grads((x, filter) =>
      tf
        .dilation2d(x as tf.Tensor4D, filter as tf.Tensor3D, 1, 'same')
        .mul(tensor([3, 5, 6, 3], 7))
        .sum(),
    )([images(3), tensor([2, 2, 3], 5)]),
  );
});

test('affine transformation of a batch', async () => {
  await expectSameOnBoth(() =>
    tf.image.transform(images(1), tf.tensor2d([[1, 0, 1, 0, 1, 0, 0, 0]]).tile([3, 1]) as tf.Tensor2D),
  );
});

test('volumes: pooling and convolution with strides', async () => {
  await expectSameOnBoth(() => withGradient((x) => tf.maxPool3d(x as tf.Tensor5D, 2, 2, 'same'), volumes()));
  await expectSameOnBoth(() =>
    tf.grads((x, filter) =>
      tf
        .conv3d(x as tf.Tensor5D, filter as tf.Tensor5D, 2, 'same')
        .square()
        .sum(),
    )([volumes(), tensor([2, 2, 2, 2, 3], 5)]),
  );
});

test('a fused product of transposed matrices adds its bias to every row', async () => {
  await expectSameOnBoth(() =>
    tf.fused.matMul({
      a: tensor([3, 4], 2),
      b: tensor([5, 4], 3),
      bias: tensor([5], 5),
      transposeB: true,
      activation: 'elu',
    }),
  );
});

test('a window that is narrower than its stride, with padding', async () => {
  await expectSameOnBoth(() => [
    tf.conv2d(images(3), tensor([4, 1, 3, 2], 5) as tf.Tensor4D, 2, 'same'),
    tf.depthwiseConv2d(images(3), tensor([4, 1, 3, 2], 5) as tf.Tensor4D, 2, 'same'),
  ]);
});

test.each(['round', 'ceil'] as const)('a last window that reaches over the padding: %s', async (mode) => {
  await expectSameOnBoth(() => [
    tf.avgPool(images(2), 2, 2, 0, mode),
    tf.maxPool(images(2), 2, 2, 0, mode),
    tf.conv2d(images(3), tensor([2, 2, 3, 2], 5) as tf.Tensor4D, 2, 0, 'NHWC', 1, mode),
    tf.depthwiseConv2d(images(3), tensor([2, 2, 3, 2], 5) as tf.Tensor4D, 2, 0, 'NHWC', 1, mode),
  ]);
});

test('sums and products up to each place of an axis that is counted from the end', async () => {
  const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const along = (axis: number) => [
    ...withGradient((one) => tf.cumsum(one, axis), x),
    tf.cumprod(x, axis, true),
  ];
  expect(await onWasm(() => along(-1))).toEqual(await onWasm(() => along(1)));
  expect(await onWasm(() => along(-2))).toEqual(await onWasm(() => along(0)));
});

test('numbers other than 0 are true', async () => {
  expect(await onWasm(() => tf.cast(tf.tensor1d([0, 1, -2, 256]), 'bool'))).toEqual([[0, 1, 1, 1]]);
});

test('functions of integers', async () => {
  await expectSameOnBoth(() => [
    tf.log1p(tf.tensor1d([0, 1, 9], 'int32')),
    tf.asinh(tf.tensor1d([0, 1, 9], 'int32')),
  ]);
});
