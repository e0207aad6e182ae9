import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../../support/backends.ts';

const clipped = (x: tf.Tensor) => tf.clipByValue(x, -0.5, 0.25);

test.each([[1], [7], [3, 5], [64, 33]])(
  'the gradient over %j is that of the plain backend',
  async (...shape) => {
    await expectSameOnBoth(() => tf.grad(clipped)(tensor(shape, 3), tensor(shape, 7)), 0);
  },
);

test('a value at a bound is inside, and one that is no number outside, whatever arrives there', async () => {
  const x = [-0.5, 0.25, Number.NaN, Number.POSITIVE_INFINITY, -0.6, 0];
  const infinite = Array(6).fill(Number.POSITIVE_INFINITY);
  const [found] = await onWasm(() => tf.grad(clipped)(tf.tensor1d(x), tf.tensor1d(infinite)));
  expect(found).toEqual([
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    0,
    0,
    0,
    Number.POSITIVE_INFINITY,
  ]);
});

test('a second derivative is refused in the words of the shipped gradient, which has none', async () => {
  const slopes = tf.grad((x) => clipped(x).square());
  await expect(onWasm(() => tf.grad((x) => slopes(x).square())(tensor([5, 4], 3)))).rejects.toThrow(
    'gradient function not found for LogicalAnd',
  );
});
