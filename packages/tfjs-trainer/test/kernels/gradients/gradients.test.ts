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
