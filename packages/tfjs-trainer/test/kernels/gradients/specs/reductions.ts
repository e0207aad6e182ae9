/** Gradients of what makes one value of many. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { type Spec, shape, shapeWithAxes, shapeWithAxis, spec } from './spec.ts';

type Reduction = (x: tf.Tensor, axes?: number[], keep?: boolean) => tf.Tensor;

const REDUCTIONS: ReadonlyArray<readonly [string, Reduction]> = [
  ['Max', tf.max],
  ['Mean', tf.mean],
  ['Min', tf.min],
  ['Prod', tf.prod],
  ['Sum', tf.sum],
];

export const reductions: readonly Spec[] = [
  ...REDUCTIONS.map(([kernel, operation]) =>
    spec(kernel, shapeWithAxes, ({ lengths, axes, keep }) => ({
      shapes: [lengths],
      operation: (x) => operation(x as tf.Tensor, axes ?? undefined, keep),
    })),
  ),
  ...(['Max', 'Min'] as const).map((kernel) =>
    spec(kernel, shapeWithAxes, ({ lengths, axes, keep }) => ({
      shapes: [lengths],
      tied: true,
      operation: (x) =>
        kernel === 'Max'
          ? tf.max(x as tf.Tensor, axes ?? undefined, keep)
          : tf.min(x as tf.Tensor, axes ?? undefined, keep).neg(),
    })),
  ),
  ...([tf.argMax, tf.argMin] as const).map((operation) =>
    spec(operation === tf.argMax ? 'ArgMax' : 'ArgMin', shapeWithAxis(), ({ lengths, axis }) => ({
      shapes: [lengths],
      operation: (x) => operation(x as tf.Tensor, axis).toFloat(),
    })),
  ),
  spec(
    'Cumsum',
    fc.record({ given: shapeWithAxis(), exclusive: fc.boolean(), reverse: fc.boolean() }),
    ({ given: { lengths, axis }, exclusive, reverse }) => ({
      shapes: [lengths],
      operation: (x) => {
        // The plain backend does not count from the end.
        const at = tf.getBackend() === 'cpu' && axis < 0 ? axis + lengths.length : axis;
        return tf.cumsum(x as tf.Tensor, at, exclusive, reverse);
      },
    }),
  ),
  spec('Softmax', shape(1, 4), (lengths) => ({
    shapes: [lengths],
    operation: (x) => tf.softmax(x as tf.Tensor),
  })),
  spec(
    'LRN',
    fc.record({
      lengths: shape(4, 4),
      radius: fc.integer({ min: 0, max: 2 }),
      beta: fc.constantFrom(0.5, 0.75),
    }),
    ({ lengths, radius, beta }) => ({
      shapes: [lengths],
      operation: (x) => tf.localResponseNormalization(x as tf.Tensor4D, radius, 1.5, 0.7, beta),
    }),
  ),
  spec(
    'FusedBatchNorm',
    fc.record({ lengths: shape(2, 4), isWhole: fc.boolean() }),
    ({ lengths, isWhole }) => {
      const one = isWhole ? lengths : lengths.slice(-1);
      return {
        shapes: [lengths, one, one, one, one],
        domain: ['any', 'any', 'positive', 'any', 'any'],
        operation: (x, mean, variance, offset, scale) =>
          tf.batchNorm(
            x as tf.Tensor,
            mean as tf.Tensor1D,
            variance as tf.Tensor1D,
            offset as tf.Tensor1D,
            scale as tf.Tensor1D,
            0.01,
          ),
      };
    },
  ),
];
