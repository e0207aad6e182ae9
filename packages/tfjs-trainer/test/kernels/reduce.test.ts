import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../support/backends.ts';

test.each([[[0]], [[1]], [[2]], [[0, 1]], [[1, 2]], [[0, 1, 2]]])(
  'sum and mean of rows longer than a vector, over the axes %j',
  async (axes) => {
    await expectSameOnBoth(() => {
      // Positive, since in sums that cancel nothing but rounding is left.
      const x = tensor([3, 19, 37]).add(1.5);
      return [tf.sum(x, axes), tf.mean(x, axes, true)];
    });
  },
);

test.each([
  ['all', [2_000_000], [0], 1],
  ['rows', [100_000, 19], [0], 19],
  ['columns', [2, 100_003], [1], 2],
] as const)('a sum of very many numbers keeps its digits: %s', async (_, shape, axes, count) => {
  const size = shape.reduce<number>((product, length) => product * length, 1);
  const [sums = [], means = []] = await onWasm(() => {
    const x = tf.fill([...shape], 0.1);
    return [tf.sum(x, [...axes]), tf.mean(x, [...axes])];
  });
  for (const sum of sums) expect(sum / ((Math.fround(0.1) * size) / count)).toBeCloseTo(1, 5);
  for (const mean of means) expect(mean).toBeCloseTo(Math.fround(0.1), 6);
});
