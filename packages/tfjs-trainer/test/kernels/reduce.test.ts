import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../support/backends.ts';

const reductions = fc.array(fc.constantFrom(1, 2, 3, 5, 17), { minLength: 1, maxLength: 4 }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    axes: fc.subarray(shape.map((_, i) => i)),
    keepDims: fc.boolean(),
  }),
);

test('sum and mean over any axes agree with the plain backend, and so do their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(reductions, async ({ shape, axes, keepDims }) => {
      await expectSameOnBoth(() => {
        // Positive, since in sums that cancel nothing but rounding is left.
        const x = tensor(shape).add(1.5);
        const squared = (f: (x: tf.Tensor) => tf.Tensor) => tf.grad((y) => f(y).square().sum())(x);
        return [
          tf.sum(x, axes, keepDims),
          tf.mean(x, axes, keepDims),
          squared((y) => tf.sum(y, axes, keepDims)),
          squared((y) => tf.mean(y, axes, keepDims)),
        ];
      });
    }),
    { numRuns: 60 },
  );
});

test('the shape is that of the axes that are left', () => {
  const shapeOf = (axes: number[], keepDims: boolean) => tf.sum(tf.ones([2, 3, 1, 4]), axes, keepDims).shape;
  expect(shapeOf([1, 2], false)).toEqual([2, 4]);
  expect(shapeOf([1], false)).toEqual([2, 1, 4]);
  expect(shapeOf([0, 1, 2, 3], false)).toEqual([]);
  expect(shapeOf([1], true)).toEqual([2, 1, 1, 4]);
});

test('integers and truth values are summed as integers', async () => {
  expect(await onWasm(() => tf.sum(tf.tensor1d([1, 2, 3], 'int32')))).toEqual([[6]]);
  expect(
    await onWasm(() =>
      tf.sum(
        tf.tensor2d(
          [
            [1, 0],
            [1, 1],
          ],
          [2, 2],
          'bool',
        ),
        0,
      ),
    ),
  ).toEqual([[2, 1]]);
});

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
