/** Gradients that operations bring with them, or that go through several kernels. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { type Spec, shape, shapeWithAxis, spec } from './spec.ts';

const matrices = fc.record({
  rows: fc.integer({ min: 1, max: 5 }),
  inner: fc.integer({ min: 1, max: 5 }),
  columns: fc.integer({ min: 1, max: 9 }),
  activation: fc.constantFrom('linear', 'relu', 'elu', 'sigmoid') as fc.Arbitrary<'relu'>,
});

const images = fc.record({
  size: fc.integer({ min: 3, max: 6 }),
  channels: fc.integer({ min: 1, max: 5 }),
  window: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 2 }),
  pad: fc.constantFrom('same', 'valid') as fc.Arbitrary<'same'>,
});

const labelsOf = (x: tf.Tensor): tf.Tensor => tf.softmax(tf.range(0, x.size).mod(3).reshape(x.shape));

export const composed: readonly Spec[] = [
  spec('tf.fused.matMul', matrices, ({ rows, inner, columns, activation }) => ({
    shapes: [[rows, inner], [inner, columns], [columns]],
    operation: (a, b, bias) =>
      tf.fused.matMul({ a: a as tf.Tensor, b: b as tf.Tensor, bias: bias as tf.Tensor, activation }),
  })),
  spec('tf.fused.depthwiseConv2d', images, ({ size, channels, window, pad }) => ({
    shapes: [[2, size, size, channels], [window, window, channels, 2], [2 * channels]],
    operation: (x, filter, bias) =>
      tf.fused.depthwiseConv2d({
        x: x as tf.Tensor4D,
        filter: filter as tf.Tensor4D,
        strides: 1,
        pad,
        bias: bias as tf.Tensor,
      }),
  })),
  spec('tf.separableConv2d', images, ({ size, channels, window, pad }) => ({
    shapes: [
      [2, size, size, channels],
      [window, window, channels, 2],
      [1, 1, 2 * channels, 3],
    ],
    operation: (x, depthwise, pointwise) =>
      tf.separableConv2d(x as tf.Tensor4D, depthwise as tf.Tensor4D, pointwise as tf.Tensor4D, 1, pad),
  })),
  spec('tf.conv1d', images, ({ size, channels, window, pad }) => ({
    shapes: [
      [2, size, channels],
      [window, channels, 3],
    ],
    operation: (x, filter) => tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, 2, pad),
  })),
  ...(['max', 'avg'] as const).map((type) =>
    spec(
      'tf.pool',
      images.filter(({ size, window, dilation }) => size > (window - 1) * dilation),
      ({ size, channels, window, dilation, pad }) => ({
        shapes: [[2, size, size, channels]],
        operation: (x) => tf.pool(x as tf.Tensor4D, window, type, pad, dilation),
      }),
    ),
  ),
  spec('tf.logSoftmax', shape(1, 4), (lengths) => ({
    shapes: [lengths],
    operation: (x) => tf.logSoftmax(x as tf.Tensor),
  })),
  spec('tf.logSumExp', shapeWithAxis(), ({ lengths, axis }) => ({
    shapes: [lengths],
    operation: (x) => tf.logSumExp(x as tf.Tensor, axis),
  })),
  spec('tf.moments', shapeWithAxis(), ({ lengths, axis }) => ({
    shapes: [lengths],
    operation: (x) => tf.moments(x as tf.Tensor, axis).variance,
  })),
  spec('tf.norm', shapeWithAxis(), ({ lengths, axis }) => ({
    shapes: [lengths],
    operation: (x) => tf.norm(x as tf.Tensor, 'euclidean', axis),
  })),
  spec('tf.losses.softmaxCrossEntropy', shape(2, 3), (lengths) => ({
    shapes: [lengths],
    operation: (x) => tf.losses.softmaxCrossEntropy(labelsOf(x as tf.Tensor), x as tf.Tensor),
  })),
  spec('tf.losses.sigmoidCrossEntropy', shape(1, 3), (lengths) => ({
    shapes: [lengths],
    operation: (x) => tf.losses.sigmoidCrossEntropy(labelsOf(x as tf.Tensor), x as tf.Tensor),
  })),
  spec('tf.losses.meanSquaredError', shape(1, 3), (lengths) => ({
    shapes: [lengths, lengths],
    operation: (a, b) => tf.losses.meanSquaredError(a as tf.Tensor, b as tf.Tensor),
  })),
];
