import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../../support/backends.ts';

const SHAPES = [[1], [7], [3, 5], [2, 3, 4], [64, 33]];

test.each(SHAPES)('the gradient over %j has the bytes of the separate operations', async (...shape) => {
  const gradient = () => tf.grad((x) => tf.relu(x))(tensor(shape, 3), tensor(shape, 7));
  await expectSameOnBoth(gradient);
  const separately = () => tensor(shape, 7).mul(tf.step(tensor(shape, 3)));
  expect(await onWasm(gradient)).toEqual(await onWasm(separately));
});

test('at zero the slope is zero, and NaN stays NaN', async () => {
  const x = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const [found] = await onWasm(() =>
    tf.grad((y) => tf.relu(y))(tf.tensor1d(x), tf.tensor1d([2, 2, 2, 2, 2])),
  );
  expect(found).toEqual([0, 0, Number.NaN, 2, 0]);
});

test('an infinite gradient at a negative value is not hidden', async () => {
  const [found] = await onWasm(() =>
    tf.grad((y) => tf.relu(y))(tf.tensor1d([1, -1, 0, -2, -3]), tf.fill([5], Number.POSITIVE_INFINITY)),
  );
  expect(found).toEqual([Number.POSITIVE_INFINITY, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
});

test('second derivatives, as for a penalty on gradients', async () => {
  await expectSameOnBoth(() => {
    const weight = tf.variable(tensor([4, 3], 2));
    const slopes = tf.grad((x) => tf.relu(x.matMul(weight)).square());
    const { grads } = tf.variableGrads(
      () =>
        slopes(tensor([5, 4], 3))
          .square()
          .mean() as tf.Scalar,
      [weight],
    );
    return grads[weight.name] as tf.Tensor;
  });
});
