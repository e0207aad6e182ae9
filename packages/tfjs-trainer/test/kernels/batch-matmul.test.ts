import * as tf from '@tensorflow/tfjs';
import { test } from 'vitest';
import { expectSameOnBoth, tensor } from '../support/backends.ts';

/** The plain backend repeats batches wrongly. */
function repeated(one: tf.Tensor, batches: readonly number[]): tf.Tensor {
  return tf.getBackend() === 'cpu' ? one.broadcastTo([...batches, ...one.shape.slice(-2)]) : one;
}

test.each<[sizes: [m: number, k: number, n: number], batchesOfA?: number[], batchesOfB?: number[]]>([
  [[5, 1300, 9]],
  [[70, 600, 300]],
  [[67, 513, 257]],
  [[3, 1, 259]],
  [[300, 512, 8]],
  [[2, 0, 3]],
  [[5, 7, 9], [1], [3]],
  [[5, 7, 9], [3], [1]],
  [
    [4, 3, 17],
    [2, 1],
    [1, 3],
  ],
  [[4, 3, 17], [2, 3], [3]],
  [[4, 3, 17], [2, 3], []],
])('products of %j in batches of %j and %j, and transposed ones', async ([m, k, n], a = [], b = []) => {
  const batches = tf.broadcast_util.assertAndGetBroadcastShape(a, b);
  await expectSameOnBoth(() =>
    [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB) => {
        const left = tensor([...a, ...(transposeA ? [k, m] : [m, k])], 3);
        const right = tensor([...b, ...(transposeB ? [n, k] : [k, n])], 5);
        return tf.matMul(repeated(left, batches), repeated(right, batches), transposeA, transposeB);
      }),
    ),
  );
});

test('a bias over several panels of columns', async () => {
  await expectSameOnBoth(() => {
    const a = tensor([32, 64], 3) as tf.Tensor2D;
    const b = tensor([64, 10], 5) as tf.Tensor2D;
    return tf.fused.matMul({ a, b, bias: tensor([10], 7), activation: 'relu' });
  });
});
