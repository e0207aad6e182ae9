/** Gradients of matrix products. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { pairOfShapes, type Spec, spec } from './spec.ts';

const product = fc.record({
  batches: fc.oneof(
    fc.constant([[], []] as [number[], number[]]),
    pairOfShapes.filter(([a, b]) => a.length < 3 && b.length < 3),
  ),
  rows: fc.integer({ min: 1, max: 5 }),
  inner: fc.integer({ min: 1, max: 5 }),
  columns: fc.integer({ min: 1, max: 9 }),
  transposed: fc.tuple(fc.boolean(), fc.boolean()),
});

export const products: readonly Spec[] = [
  spec('BatchMatMul', product, ({ batches, rows, inner, columns, transposed }) => {
    const [a, b] = transposed;
    return {
      shapes: [
        [...batches[0], ...(a ? [inner, rows] : [rows, inner])],
        [...batches[1], ...(b ? [columns, inner] : [inner, columns])],
      ],
      operation: (x, y) => {
        // The plain backend repeats batches wrongly.
        const [left, right] = tf.getBackend() === 'cpu' ? repeated(x, y) : [x, y];
        return tf.matMul(left as tf.Tensor, right as tf.Tensor, a, b);
      },
    };
  }),
];

function repeated(...pair: tf.Tensor[]): tf.Tensor[] {
  const [a = [], b = []] = pair.map(({ shape }) => shape.slice(0, -2));
  const batches = tf.broadcast_util.assertAndGetBroadcastShape(a, b);
  return pair.map((one) => tf.broadcastTo(one, [...batches, ...one.shape.slice(-2)]));
}
