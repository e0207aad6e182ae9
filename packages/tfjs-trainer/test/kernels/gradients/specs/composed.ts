/** Gradients that operations bring with them, or that go through several kernels. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { alongAxis, type Case, onOne, type Spec, shape, spec } from './spec.ts';

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

/** The layer with these weights, by a kernel or by the shipped layer. */
function layerNorm(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const layer = tf.layers.layerNormalization();
  const weights = { gamma: { read: () => gamma }, beta: { read: () => beta } };
  return layer.call.call(Object.assign(layer, { axis: [x.rank - 1], ...weights }), x, {}) as tf.Tensor;
}

/** The loss as compiled models use it, by a kernel or by the shipped function. */
export function crossEntropy(target: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return compiledLoss('categoricalCrossentropy')(target, output);
}

export function compiledLoss(loss: tf.ModelCompileArgs['loss']): typeof crossEntropy {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] })] });
  model.compile({ optimizer: 'sgd', loss });
  const [compiled] = (model as unknown as { model: { lossFunctions: Array<typeof crossEntropy> } }).model
    .lossFunctions;
  return compiled as typeof crossEntropy;
}

/** A gradient, whose own gradient a penalty on gradients needs. */
const slopeOf =
  (f: (x: tf.Tensor, ...rest: tf.Tensor[]) => tf.Tensor): Case['operation'] =>
  (x, ...rest) =>
    tf.grad((y) => f(y, ...rest))(x);

export const composed: readonly Spec[] = [
  // The shipped layer knows two to four axes.
  spec('ConclusiveLayerNorm', shape(2, 4, 5), (lengths) => ({
    shapes: [lengths, lengths.slice(-1), lengths.slice(-1)],
    operation: layerNorm,
  })),
  spec('ConclusiveCrossEntropy', shape(1, 4, 5), (lengths) => ({
    shapes: [lengths, lengths],
    domain: 'positive',
    operation: crossEntropy,
  })),
  spec('second derivative of layer normalisation', shape(1, 3, 4), (rows) => ({
    shapes: [[...rows, 5], [5], [5]],
    operation: slopeOf((x, gamma, beta) => layerNorm(x, gamma, beta).square()),
  })),
  onOne(
    'second derivative of cross entropy',
    shape(2, 3, 4),
    slopeOf((x) => crossEntropy(labelsOf(x), tf.softmax(x))),
  ),
  onOne(
    'second derivative of a rectifier',
    shape(1, 3),
    slopeOf((x) => tf.relu(x).square()),
  ),
  spec('tf.fused.matMul', matrices, ({ rows, inner, columns, activation }) => ({
    shapes: [[rows, inner], [inner, columns], [columns]],
    operation: (a, b, bias) => tf.fused.matMul({ a, b, bias, activation }),
  })),
  spec('tf.fused.depthwiseConv2d', images, ({ size, channels, window, pad }) => ({
    shapes: [[2, size, size, channels], [window, window, channels, 2], [2 * channels]],
    operation: (x, filter, bias) =>
      tf.fused.depthwiseConv2d({
        x,
        filter,
        strides: 1,
        pad,
        bias,
      }),
  })),
  spec('tf.separableConv2d', images, ({ size, channels, window, pad }) => ({
    shapes: [
      [2, size, size, channels],
      [window, window, channels, 2],
      [1, 1, 2 * channels, 3],
    ],
    operation: (x, depthwise, pointwise) => tf.separableConv2d(x, depthwise, pointwise, 1, pad),
  })),
  spec('tf.conv1d', images, ({ size, channels, window, pad }) => ({
    shapes: [
      [2, size, channels],
      [window, channels, 3],
    ],
    operation: (x, filter) => tf.conv1d(x, filter, 2, pad),
  })),
  ...(['max', 'avg'] as const).map((type) =>
    spec(
      'tf.pool',
      images.filter(({ size, window, dilation }) => size > (window - 1) * dilation),
      ({ size, channels, window, dilation, pad }) => ({
        shapes: [[2, size, size, channels]],
        operation: (x) => tf.pool(x, window, type, pad, dilation),
      }),
    ),
  ),
  onOne('tf.logSoftmax', shape(1, 4), (x) => tf.logSoftmax(x)),
  alongAxis('tf.logSumExp', (x, axis) => tf.logSumExp(x, axis)),
  alongAxis('tf.moments', (x, axis) => tf.moments(x, axis).variance),
  alongAxis('tf.norm', (x, axis) => tf.norm(x, 'euclidean', axis)),
  onOne('tf.losses.softmaxCrossEntropy', shape(2, 3), (x) => tf.losses.softmaxCrossEntropy(labelsOf(x), x)),
  onOne('tf.losses.sigmoidCrossEntropy', shape(1, 3), (x) => tf.losses.sigmoidCrossEntropy(labelsOf(x), x)),
  spec('tf.losses.meanSquaredError', shape(1, 3), (lengths) => ({
    shapes: [lengths, lengths],
    operation: (a, b) => tf.losses.meanSquaredError(a, b),
  })),
];
