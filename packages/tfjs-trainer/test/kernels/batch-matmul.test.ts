import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectClose, expectSameOnBoth, onWasm, tensor } from '../support/backends.ts';

/** The definition, element by element, in double precision. */
function naive(a: tf.Tensor, b: tf.Tensor, transposeA: boolean, transposeB: boolean): number[] {
  const left = transposeA ? swapLast(a) : a;
  const right = transposeB ? swapLast(b) : b;
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(
    left.shape.slice(0, -2),
    right.shape.slice(0, -2),
  );
  const wide = (t: tf.Tensor) => Array.from(t.broadcastTo([...batch, ...t.shape.slice(-2)]).dataSync());
  const [x, y] = [wide(left), wide(right)];
  const [m = 1, k = 1] = left.shape.slice(-2);
  const n = right.shape.at(-1) ?? 1;
  const out: number[] = [];
  for (let i = 0; i < batch.reduce((product, length) => product * length, 1); i++) {
    for (let row = 0; row < m; row++) {
      for (let column = 0; column < n; column++) {
        let sum = 0;
        for (let p = 0; p < k; p++)
          sum += (x[(i * m + row) * k + p] ?? 0) * (y[(i * k + p) * n + column] ?? 0);
        out.push(sum);
      }
    }
  }
  return out;
}

function swapLast(t: tf.Tensor): tf.Tensor {
  const axes = t.shape.map((_, i) => i);
  return t.transpose([...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

const cases = fc.record({
  m: fc.integer({ min: 1, max: 13 }),
  k: fc.integer({ min: 1, max: 13 }),
  n: fc.integer({ min: 1, max: 19 }),
  batches: fc.constantFrom<[number[], number[]]>(
    ...([
      [[], []],
      [[3], [3]],
      [[1], [3]],
      [[3], [1]],
      [
        [2, 3],
        [2, 3],
      ],
      [
        [2, 1],
        [1, 3],
      ],
      [[2, 3], [3]],
      [[2, 3], []],
    ] as Array<[number[], number[]]>),
  ),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
});

describe('BatchMatMul', () => {
  test('is the matrix product for every transpose, size and broadcast', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ m, k, n, batches: [batchA, batchB], transposeA, transposeB }) => {
        let expected: number[] = [];
        const [found = []] = await onWasm(() => {
          const a = tensor([...batchA, ...(transposeA ? [k, m] : [m, k])], 3);
          const b = tensor([...batchB, ...(transposeB ? [n, k] : [k, n])], 5);
          expected = naive(a, b, transposeA, transposeB);
          return tf.matMul(a, b, transposeA, transposeB);
        });
        expectClose(found, expected, 1e-5);
      }),
      { numRuns: 200 },
    );
  });

  test('adds up more rows than one panel holds', async () => {
    let expected: number[] = [];
    const [found = []] = await onWasm(() => {
      const [a, b] = [tensor([5, 1300], 3), tensor([9, 1300], 5)];
      expected = naive(a, b, false, true);
      return tf.matMul(a, b, false, true);
    });
    expectClose(found, expected, 1e-5);
  });

  test('gives the same bytes each time', async () => {
    const product = () => onWasm(() => tf.matMul(tensor([4, 33, 20], 3), tensor([4, 20, 31], 5)));
    expect(await product()).toEqual(await product());
  });

  test('a product over no elements is zero', async () => {
    expect(await onWasm(() => tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])))).toEqual([[0, 0, 0, 0, 0, 0]]);
  });
});

test.each([
  [70, 600, 300],
  [67, 513, 257],
  [3, 1, 259],
  [300, 512, 8],
])('blocks of both operands meet at their borders: %i × %i × %i', async (m, k, n) => {
  await expectSameOnBoth(() =>
    [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB) =>
        tf.matMul(
          tensor(transposeA ? [k, m] : [m, k], 3),
          tensor(transposeB ? [n, k] : [k, n], 5),
          transposeA,
          transposeB,
        ),
      ),
    ),
  );
});

describe('with a bias', () => {
  test.each([
    [1, 1, 1],
    [5, 7, 9],
    [32, 64, 10],
    [0, 3, 4],
  ])('%i × %i by %i, with every activation that layers fuse', async (m, k, n) => {
    for (const activation of ['linear', 'relu', 'relu6', 'sigmoid'] as const) {
      for (const transposeB of [false, true]) {
        await expectSameOnBoth(() => {
          const [a, b, bias] = [tensor([m, k], 3), tensor(transposeB ? [n, k] : [k, n], 5), tensor([n], 7)];
          return tf.fused.matMul({ a: a as tf.Tensor2D, b: b as tf.Tensor2D, transposeB, bias, activation });
        });
      }
    }
  });

  test('a bias that is one number', async () => {
    await expectSameOnBoth(() =>
      tf.fused.matMul({
        a: tensor([3, 4], 3) as tf.Tensor2D,
        b: tensor([4, 1], 5) as tf.Tensor2D,
        bias: tensor([1], 7),
      }),
    );
  });
});
