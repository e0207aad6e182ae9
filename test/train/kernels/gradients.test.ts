import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectClose, expectSameOnBoth, onWasm, tensor, useBackend } from '../../support/backends.ts';

test('what a gradient needs is kept without a kernel', async () => {
  await useBackend('wasm');
  const { kernelNames } = await tf.profile(() => tf.grad((x) => x.square().exp().sum())(tensor([3], 3)));
  expect(kernelNames).not.toContain('Identity');
});

test('a variable that is assigned to before the backward pass leaves the gradient as it was', async () => {
  const [gradient] = await onWasm(() => {
    const x = tf.variable(tf.tensor1d([1, 2, 3]));
    const { grads } = tf.variableGrads(() => {
      const loss = x.square().sum() as tf.Scalar;
      x.assign(tf.tensor1d([10, 20, 30]));
      return loss;
    }, [x]);
    return grads[x.name] as tf.Tensor;
  });
  expect(gradient).toEqual([2, 4, 6]);
});

test.each([
  ['a square', (x: tf.Tensor) => x.square(), (x: number) => 2 + 0 * x],
  ['a cube', (x: tf.Tensor) => x.square().mul(x), (x: number) => 6 * x],
  ['what keeps its result', (x: tf.Tensor) => x.exp(), (x: number) => Math.exp(x)],
  ['a quotient', (x: tf.Tensor) => tf.div(1, x), (x: number) => 2 / x ** 3],
])('the second derivative of %s', async (_, f, expected) => {
  const at = [0.5, 1.25, 3];
  const [found = []] = await onWasm(() => tf.grad((x) => tf.grad(f)(x))(tf.tensor1d(at)));
  expectClose(found, at.map(expected), 1e-5);
});

test('the third derivative', async () => {
  const third = () => tf.grad((x) => tf.grad((y) => tf.grad((z) => z.pow(4))(y))(x))(tf.tensor1d([0.5, 2]));
  const [found = []] = await onWasm(third);
  expectClose(found, [12, 48], 1e-4);
});

test('an inner gradient through what was computed before it is differentiated again', async () => {
  await expectSameOnBoth(() => {
    const x = tf.variable(tensor([4], 3));
    const { grads } = tf.variableGrads(() => {
      const squared = x.square();
      const slope = tf.variableGrads(() => squared.mul(x).sum() as tf.Scalar, [x]).grads[x.name] as tf.Tensor;
      return slope.square().sum() as tf.Scalar;
    }, [x]);
    return grads[x.name] as tf.Tensor;
  });
});

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

test('leaves no tensors behind', async () => {
  await useBackend('wasm');
  const x = tensor([3, 4], 3);
  const step = () =>
    tf
      .tidy(() =>
        tf
          .grad((y) => y.square().tanh().sum())(x)
          .sum(),
      )
      .dispose();
  step();
  const { numTensors, numBytes, numDataBuffers } = tf.memory();
  step();
  expect(tf.memory()).toMatchObject({ numTensors, numBytes, numDataBuffers });
});
