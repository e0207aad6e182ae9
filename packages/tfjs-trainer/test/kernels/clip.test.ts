import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { onWasm, tensor } from '../support/backends.ts';

test.each([
  [undefined, 'relu', [Number.NaN, 0, 9, 0.5, Number.NaN, 0, 7]],
  [tf.ones, 'relu6', [Number.NaN, 0, 6, 1.5, Number.NaN, 0, 6]],
] as const)(
  'a NaN stays one in a fused product, so that a diverged network shows',
  async (bias, activation, expected) => {
    const b = () => tf.tensor2d([[Number.NaN, -9, 9, 0.5, Number.NaN, -1, 7]]);
    const product = () =>
      tf.fused.matMul({ a: tf.tensor2d([[1]]), b: b(), ...(bias && { bias: bias([7]) }), activation });
    expect(await onWasm(product)).toEqual([expected]);
  },
);

test('zeros have the signs that minimum and maximum give them', async () => {
  const zeros = () => tf.tensor1d([-0, 0, -0, 0, -0]);
  for (const rectify of [tf.relu, tf.relu6])
    expect(await onWasm(() => rectify(zeros()))).toEqual([[0, 0, 0, 0, 0]]);
  expect(await onWasm(() => zeros().clipByValue(-1, 1))).toEqual([[-0, 0, -0, 0, -0]]);
  const withNaN = () => tf.tensor1d([-0, 0, -2, 1, 0, Number.NaN]);
  expect(await onWasm(() => withNaN().clipByValue(-1, -0))).toEqual([[-0, -0, -1, -0, -0, Number.NaN]]);
  expect(await onWasm(() => withNaN().clipByValue(-0, 1))).toEqual([[-0, 0, -0, 1, 0, Number.NaN]]);
});

const clipped = (x: tf.Tensor) => tf.clipByValue(x, -0.5, 0.25);

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
