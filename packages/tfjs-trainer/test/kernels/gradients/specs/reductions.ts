/** Gradients of what makes one value of many. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { onOne, type Spec, shape, shapeWithAxes, shapeWithAxis, spec } from './spec.ts';

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
      operation: (x) => operation(x, axes ?? undefined, keep),
    })),
  ),
  ...(['Max', 'Min'] as const).map((kernel) =>
    spec(kernel, shapeWithAxes, ({ lengths, axes, keep }) => ({
      shapes: [lengths],
      tied: true,
      operation: (x) =>
        kernel === 'Max' ? tf.max(x, axes ?? undefined, keep) : tf.min(x, axes ?? undefined, keep).neg(),
    })),
  ),
  ...([tf.argMax, tf.argMin] as const).map((operation) =>
    spec(operation === tf.argMax ? 'ArgMax' : 'ArgMin', shapeWithAxis(), ({ lengths, axis }) => ({
      shapes: [lengths],
      operation: (x) => operation(x, axis).toFloat(),
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
        return tf.cumsum(x, at, exclusive, reverse);
      },
    }),
  ),
  onOne('Softmax', shape(1, 4), (x) => tf.softmax(x)),
  spec(
    'LRN',
    fc.record({
      lengths: shape(4, 4),
      radius: fc.integer({ min: 0, max: 2 }),
      beta: fc.constantFrom(0.5, 0.75),
    }),
    ({ lengths, radius, beta }) => ({
      shapes: [lengths],
      operation: (x) => tf.localResponseNormalization(x, radius, 1.5, 0.7, beta),
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
        operation: (x, mean, variance, offset, scale) => tf.batchNorm(x, mean, variance, offset, scale, 0.01),
      };
    },
  ),
];
