import * as tf from '@tensorflow/tfjs';
import { test } from 'vitest';
import { correctGradients } from '../../../../src/train/kernels/gradients/correct.ts';
import { expectClose, onWasm, tensor, useBackend } from '../../../support/backends.ts';

test.each(
  (['resizeNearestNeighbor', 'resizeBilinear'] as const).flatMap((name) =>
    [
      [[6, 4], false, false],
      [[5, 7], false, false],
      [[5, 7], true, false],
      [[5, 7], false, true],
      [[2, 1], false, true],
    ].map(([size, ...flags]) => [name, size as [number, number], ...(flags as [boolean, boolean])] as const),
  ),
)('the gradient of %s to %j, corners aligned: %s, centers of pixels: %s', async (name, size, ...flags) => {
  const shape = [2, 3, 2, 2];
  // The slope of a linear function in a direction is what it makes of that direction.
  const [found = [], expected = []] = await onWasm(() => {
    const weights = tensor([2, ...size, 2], 5);
    const f = (x: tf.Tensor) =>
      tf.image[name](x as tf.Tensor4D, size, ...flags)
        .mul(weights)
        .sum();
    const directions = tf.unstack(tf.eye(24)).map((one) => f(one.reshape(shape)));
    return [tf.grad(f)(tensor(shape, 3)), tf.stack(directions)];
  });
  expectClose(found, expected, 1e-5);
});

/** All linear. */
const LINEAR: ReadonlyArray<readonly [string, number[], (x: tf.Tensor) => tf.Tensor]> = [
  [
    'a mean by windows that reach over the edge',
    [2, 5, 4, 1],
    (x) => tf.avgPool(x as tf.Tensor4D, [3, 2], 2, 'same'),
  ],
  ['a mean by windows of any padding', [1, 4, 3, 2], (x) => tf.avgPool(x as tf.Tensor4D, 2, 1, 1)],
  ['a mean by windows within', [2, 4, 3, 1], (x) => tf.avgPool(x as tf.Tensor4D, 2, 1, 'valid')],
  [
    'a mean in three dimensions',
    [1, 2, 4, 3, 1],
    (x) => tf.avgPool3d(x as tf.Tensor5D, [2, 3, 2], 2, 'same'),
  ],
  ['a sum up to each place of a middle axis', [2, 3, 3], (x) => tf.cumsum(x, 1, true, true)],
  [
    'a padding that mirrors with its edge',
    [2, 3, 2, 2],
    (x) =>
      tf.mirrorPad(
        x,
        [
          [0, 0],
          [2, 3],
          [1, 0],
          [0, 0],
        ],
        'symmetric',
      ),
  ],
  [
    'a padding that mirrors without its edge',
    [3, 4],
    (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 2],
          [3, 0],
        ],
        'reflect',
      ),
  ],
  ['a sum up to each place of the last axis', [2, 3], (x) => tf.cumsum(x, 1)],
];

test.each(LINEAR)('the gradient of %s', async (_, shape, operation) => {
  await useBackend('wasm');
  // Another engine in the same process registers them again.
  correctGradients(tf);
  const [found = [], expected = []] = await onWasm(() => {
    const f = (x: tf.Tensor) =>
      operation(x)
        .mul(tensor(operation(x).shape, 5))
        .sum();
    const size = tf.util.sizeFromShape(shape);
    const directions = tf.unstack(tf.eye(size)).map((one) => f(one.reshape(shape)));
    return [tf.grad(f)(tensor(shape, 3)), tf.stack(directions)];
  });
  expectClose(found, expected, 1e-5);
});
