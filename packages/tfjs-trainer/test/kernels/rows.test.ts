import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../support/backends.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

describe('gather', () => {
  test.each([
    ['rows', [7, 5], 0],
    ['rows of one number', [7], 0],
    ['columns', [4, 7], 1],
    ['a middle axis', [2, 7, 3], 1],
  ])('takes %s', async (_, shape, axis) => {
    await expectSameOnBoth(() => [
      tf.gather(tensor(shape), tf.tensor1d([6, 0, 3, 3], 'int32'), axis),
      tf.gather(
        tensor(shape),
        tf.tensor2d(
          [
            [6, 0],
            [1, 2],
          ],
          [2, 2],
          'int32',
        ),
        axis,
      ),
    ]);
  });

  test('takes rows of truth values, one byte each', async () => {
    const [found] = await onWasm(() =>
      tf.gather(
        tf.tensor2d(
          [
            [1, 0, 1],
            [0, 1, 0],
          ],
          [2, 3],
          'bool',
        ),
        [1, 1, 0],
      ),
    );
    expect(found).toEqual([0, 1, 0, 0, 1, 0, 1, 0, 1]);
  });

  test('takes one index list a batch', async () => {
    await expectSameOnBoth(() =>
      tf.gather(
        tensor([2, 4, 3]),
        tf.tensor2d(
          [
            [3, 0],
            [1, 1],
          ],
          [2, 2],
          'int32',
        ),
        1,
        1,
      ),
    );
  });

  test('an index out of range is an error that names it', async () => {
    await expect(onWasm(() => tf.gather(tensor([6, 2]), [1, 6]))).rejects.toThrow(
      'index 6 is out of range, the axis has 6 entries',
    );
    await expect(onWasm(() => tf.gather(tensor([6, 2]), [-1]))).rejects.toThrow('index -1 is out of range');
  });
});

describe('unsortedSegmentSum', () => {
  test('adds rows by segment, and leaves out those of no segment', async () => {
    const [found] = await onWasm(() =>
      tf.unsortedSegmentSum(
        tf.tensor2d([
          [1, 2],
          [3, 4],
          [5, 6],
          [7, 8],
        ]),
        tf.tensor1d([2, 0, 2, -1], 'int32'),
        3,
      ),
    );
    expect(found).toEqual([3, 4, 0, 0, 6, 8]);
  });

  test('is the gradient of gather', async () => {
    await expectSameOnBoth(() => {
      const indices = tf.tensor2d(
        [
          [4, 4, 0],
          [1, 4, 2],
        ],
        [2, 3],
        'int32',
      );
      return tf.grad((x) =>
        tf
          .gather(x, indices)
          .mul(tensor([2, 3, 6], 3))
          .sum(),
      )(tensor([5, 6]));
    });
  });
});

test('tile repeats along every axis as the plain backend does', async () => {
  await fc.assert(
    fc.asyncProperty(
      shapes.chain((shape) =>
        fc.tuple(fc.constant(shape), fc.tuple(...shape.map(() => fc.integer({ min: 1, max: 3 })))),
      ),
      async ([shape, repeats]) => {
        await expectSameOnBoth(() => tf.tile(tensor(shape), repeats), 0);
      },
    ),
    { numRuns: 60 },
  );
});

test('the gradient of tile adds up all copies', async () => {
  await fc.assert(
    fc.asyncProperty(
      shapes.chain((shape) =>
        fc.tuple(fc.constant(shape), fc.tuple(...shape.map(() => fc.integer({ min: 1, max: 3 })))),
      ),
      async ([shape, repeats]) => {
        const tiled = shape.map((length, i) => length * (repeats[i] ?? 1));
        let loss = 0;
        const [gradient = []] = await onWasm(() => {
          const weights = tensor(tiled, 3);
          const f = (x: tf.Tensor) => tf.tile(x, repeats).mul(weights).sum();
          loss = f(tensor(shape)).dataSync()[0] ?? 0;
          return tf.grad(f)(tensor(shape));
        });
        // The loss is linear in x, so that it is the product of x and its gradient.
        const [x = []] = await onWasm(() => tensor(shape));
        const product = x.reduce((sum, value, i) => sum + value * (gradient[i] ?? 0), 0);
        expect(Math.abs(product - loss)).toBeLessThan(1e-4);
      },
    ),
    { numRuns: 60 },
  );
});

test('transpose permutes as the plain backend does', async () => {
  const permutations = shapes.chain((shape) =>
    fc.tuple(
      fc.constant(shape),
      fc.shuffledSubarray(
        shape.map((_, i) => i),
        { minLength: shape.length, maxLength: shape.length },
      ),
    ),
  );
  await fc.assert(
    fc.asyncProperty(permutations, async ([shape, permutation]) => {
      await expectSameOnBoth(() => tf.transpose(tensor(shape), permutation), 0);
    }),
    { numRuns: 100 },
  );
});

test('padding has zeros before and after, of every type and where a tensor is empty', async () => {
  const sides = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));
  const cases = fc
    .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 })
    .chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.array(sides, { minLength: shape.length, maxLength: shape.length }),
        fc.constantFrom('float32', 'int32', 'bool'),
        fc.constantFrom(0, 1),
      ),
    );
  await fc.assert(
    fc.asyncProperty(cases, async ([shape, paddings, dtype, value]) => {
      await expectSameOnBoth(() => tf.pad(tensor(shape).mul(9).round().cast(dtype), paddings, value), 0);
    }),
    { numRuns: 100 },
  );
});

test('the gradient of padding leaves out what was added', async () => {
  await expectSameOnBoth(
    () =>
      tf.grad((x) =>
        tf
          .pad(x as tf.Tensor2D, [
            [1, 0],
            [2, 1],
          ])
          .mul(tensor([4, 7], 3)),
      )(tensor([3, 4])),
    0,
  );
});
