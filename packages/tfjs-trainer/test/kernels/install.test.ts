/** Common layers: one training step's gradients on the wasm backend against the plain one. */
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectSameOnBoth, numbers, tensor } from '../support/backends.ts';

type Layers = tf.layers.Layer[];

const IMAGE = [6, 6, 4];
const { layers } = tf;

const CASES: ReadonlyArray<[string, number[], () => Layers]> = [
  ['dense', [5], () => [layers.dense({ units: 4, activation: 'relu' }), layers.dense({ units: 3 })]],
  ['dense with gelu by erf', [5], () => [layers.dense({ units: 4 }), new Gelu({})]],
  [
    'elu, selu, softplus, softsign, sigmoid, tanh',
    [5],
    () =>
      (['elu', 'selu', 'softplus', 'softsign', 'sigmoid', 'tanh'] as const).map((activation) =>
        layers.dense({ units: 4, activation }),
      ),
  ],
  ['softmax', [5], () => [layers.dense({ units: 4, activation: 'softmax' })]],
  ['conv2d', IMAGE, () => [layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu' })]],
  [
    'conv2d with strides',
    IMAGE,
    () => [layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' })],
  ],
  ['conv2dTranspose', IMAGE, () => [layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2 })]],
  ['depthwiseConv2d', IMAGE, () => [layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 })]],
  ['separableConv2d', IMAGE, () => [layers.separableConv2d({ filters: 3, kernelSize: 3 })]],
  ['conv1d', [8, 3], () => [layers.conv1d({ filters: 4, kernelSize: 3 })]],
  [
    'max pooling',
    IMAGE,
    () => [layers.conv2d({ filters: 3, kernelSize: 3 }), layers.maxPooling2d({ poolSize: 2 })],
  ],
  [
    'average pooling',
    IMAGE,
    () => [layers.conv2d({ filters: 3, kernelSize: 3 }), layers.averagePooling2d({ poolSize: 2 })],
  ],
  [
    'global pooling',
    IMAGE,
    () => [layers.conv2d({ filters: 3, kernelSize: 3 }), layers.globalAveragePooling2d({})],
  ],
  [
    'global max pooling',
    IMAGE,
    () => [layers.conv2d({ filters: 3, kernelSize: 3 }), layers.globalMaxPooling2d({})],
  ],
  [
    'batch normalisation',
    IMAGE,
    () => [layers.conv2d({ filters: 4, kernelSize: 3 }), layers.batchNormalization({})],
  ],
  ['layer normalisation', [4, 6], () => [layers.dense({ units: 6 }), layers.layerNormalization({})]],
  [
    'flatten and reshape',
    IMAGE,
    () => [
      layers.conv2d({ filters: 2, kernelSize: 3 }),
      layers.flatten(),
      layers.reshape({ targetShape: [4, 8] }),
      layers.permute({ dims: [2, 1] }),
    ],
  ],
  [
    'upsampling and padding',
    IMAGE,
    () => [
      layers.zeroPadding2d({ padding: 1 }),
      layers.conv2d({ filters: 2, kernelSize: 3 }),
      layers.upSampling2d({ size: [2, 2] }),
    ],
  ],
  ['a simple recurrent layer', [5, 3], () => [layers.simpleRNN({ units: 4 })]],
  ['an LSTM', [5, 3], () => [layers.lstm({ units: 4, returnSequences: true })]],
  ['a GRU', [5, 3], () => [layers.gru({ units: 4 })]],
  [
    'a bidirectional LSTM',
    [5, 3],
    () => [layers.bidirectional({ layer: layers.lstm({ units: 3 }) as tf.RNN, mergeMode: 'concat' })],
  ],
  ['time-distributed dense', [5, 3], () => [layers.timeDistributed({ layer: layers.dense({ units: 4 }) })]],
  ['multi-head attention by hand', [6, 8], () => [layers.dense({ units: 8 }), new Attention({})]],
  ['prelu and leaky relu', [5], () => [layers.dense({ units: 4 }), layers.prelu({}), layers.leakyReLU({})]],
];

class Gelu extends layers.Layer {
  static get className(): string {
    return 'TestGelu';
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x] = [inputs].flat() as [tf.Tensor];
    return tf.tidy(() => x.mul(0.5).mul(tf.erf(x.div(Math.SQRT2)).add(1)));
  }
}

/** Two heads over the width of its input, with the input as query, key and value. */
class Attention extends layers.Layer {
  static get className(): string {
    return 'TestAttention';
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x] = [inputs].flat() as [tf.Tensor];
    return tf.tidy(() => {
      const [batch = 1, length = 1, width = 1] = x.shape;
      const heads = x.reshape([batch, length, 2, width / 2]).transpose([0, 2, 1, 3]);
      const weights = tf.softmax(tf.matMul(heads, heads, false, true).div(Math.sqrt(width / 2)));
      return tf.matMul(weights, heads).transpose([0, 2, 1, 3]).reshape([batch, length, width]);
    });
  }
}

/** Loss and gradients of all weights, for weights and inputs that are the same on every backend. */
function gradients(inputShape: number[], make: () => Layers): tf.Tensor[] {
  const model = tf.sequential();
  make().forEach((layer, i) => {
    if (i === 0) model.add(tf.layers.inputLayer({ inputShape }));
    model.add(layer);
  });
  model.setWeights(
    model.getWeights().map((weight, i) =>
      tf.tensor(
        numbers(weight.size, i + 2).map((v) => v * 0.5 + 0.1),
        weight.shape,
      ),
    ),
  );
  const x = tensor([3, ...inputShape], 7);
  const { value, grads } = tf.variableGrads(
    () => {
      const output = model.apply(x, { training: true }) as tf.Tensor;
      return output.mul(tensor(output.shape, 13)).sum() as tf.Scalar;
    },
    model.trainableWeights.map((weight) => weight.read() as tf.Variable),
  );
  expect(Object.keys(grads).length).toBe(model.trainableWeights.length);
  return [value, ...Object.values(grads)];
}

test.each(CASES)('%s: the gradients agree with the plain backend', async (_, inputShape, make) => {
  await expectSameOnBoth(() => gradients(inputShape, make), 2e-4);
});

test('an embedding is trained', async () => {
  await expectSameOnBoth(() => {
    const table = tf.variable(tensor([9, 4], 3));
    const tokens = tf.tensor2d(
      [
        [1, 8, 1],
        [0, 3, 8],
      ],
      [2, 3],
      'int32',
    );
    const { value, grads } = tf.variableGrads(
      () =>
        tf
          .gather(table, tokens)
          .mul(tensor([2, 3, 4], 5))
          .square()
          .sum() as tf.Scalar,
      [table],
    );
    return [value, ...Object.values(grads)];
  });
});

test.each([
  ['sgd', () => tf.train.sgd(0.1)],
  ['momentum', () => tf.train.momentum(0.1, 0.9)],
  ['rmsprop', () => tf.train.rmsprop(0.01)],
  ['adagrad', () => tf.train.adagrad(0.1)],
  ['adadelta', () => tf.train.adadelta(0.1)],
  ['adamax', () => tf.train.adamax(0.01)],
  ['adam', () => tf.train.adam(0.01)],
] as const)('%s takes the same steps on both backends', async (_, make) => {
  await expectSameOnBoth(() => {
    const optimizer = make();
    const weight = tf.variable(tensor([4, 3], 2));
    const x = tensor([6, 4], 3);
    for (let step = 0; step < 4; step++) {
      optimizer.minimize(
        () =>
          tf
            .matMul(x, weight)
            .tanh()
            .sub(tensor([6, 3], 5))
            .square()
            .mean() as tf.Scalar,
        false,
        [weight],
      );
    }
    return weight.clone();
  }, 1e-5);
});

test('dropout draws the same mask on both backends', async () => {
  const random = Math.random;
  try {
    Math.random = () => 0.37;
    await expectSameOnBoth(() => tf.dropout(tensor([20, 10]), 0.5), 1e-6);
  } finally {
    Math.random = random;
  }
});
