import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { useLayerNormKernel } from '../../../src/kernels/fused/layer-norm.ts';
import { expectSameOnBoth, onWasm, tensor, useBackend } from '../../support/backends.ts';

const EPSILON = 1e-3;

/** The layer on an input, with its three gradients under weights that tell all outputs apart. */
function layer(shape: number[]) {
  const width = shape.at(-1) ?? 1;
  const norm = tf.layers.layerNormalization();
  norm.build(shape);
  norm.setWeights(norm.getWeights().map((_, i) => tensor([width], 5 + i)));
  const variables = norm.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const x = tf.variable(tensor(shape, 3));
  const f = () => (norm.apply(x) as tf.Tensor).mul(tensor(shape, 7)).sum() as tf.Scalar;
  const { grads } = tf.variableGrads(f, [x, ...variables]);
  return [norm.apply(x) as tf.Tensor, ...[x, ...variables].map(({ name }) => grads[name] as tf.Tensor)];
}

/** The operations that the kernel takes the place of. */
function normalise(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  const across = x.shape.map((length, i) => (i === x.rank - 1 ? length : 1));
  const down = x.shape.map((length, i) => (i === x.rank - 1 ? 1 : length));
  const spread = (weight: tf.Tensor) => tf.tile(weight.reshape(across), down) as tf.Tensor4D;
  const [means, variances] = [tf.tile(mean, across), tf.tile(variance, across)] as [tf.Tensor4D, tf.Tensor4D];
  return tf.batchNorm(x as tf.Tensor4D, means, variances, spread(beta), spread(gamma), EPSILON);
}

function separately(shape: number[]): tf.Tensor[] {
  const width = shape.at(-1) ?? 1;
  const inputs = [tensor(shape, 3), tensor([width], 5), tensor([width], 6)] as const;
  return [normalise(...inputs), ...tf.grads(normalise)([...inputs], tensor(shape, 7))];
}

const SHAPES = [
  [6, 32],
  [2, 5, 16],
  [3, 4, 7],
  [2, 3, 2, 21],
  [5, 1],
];

test('no number is taken from the layers of a module', () => {
  const prototype = Object.getPrototypeOf(tf.layers.layerNormalization());
  const { call } = prototype;
  const numberOfNext = () => Number(/\d+$/.exec(tf.layers.layerNormalization().name)?.[0]);
  const before = numberOfNext();
  useLayerNormKernel({ ...tf, registerGradient: () => {} });
  prototype.call = call;
  expect(numberOfNext()).toBe(before + 1);
});

test.each(SHAPES)(
  'value and gradients over %j have the bytes of the separate operations',
  async (...shape) => {
    expect(await onWasm(() => layer(shape))).toEqual(await onWasm(() => separately(shape)));
  },
);

const onInput = (norm: tf.layers.Layer) => {
  const f = (x: tf.Tensor) => (norm.apply(x) as tf.Tensor).mul(tensor([3, 4, 6], 7)).sum();
  return tf.grad(f)(tensor([3, 4, 6], 3));
};

// TensorFlow.js has no gradient without scale or center.
test.each([
  [{ axis: 1 }, true],
  [{ axis: [1, 2] }, true],
  [{ scale: false }, false],
  [{ center: false }, false],
])('%j is computed by the shipped layer', async (settings, hasGradient) => {
  await expectSameOnBoth(() => {
    const norm = tf.layers.layerNormalization(settings);
    const output = norm.apply(tensor([3, 4, 6], 3)) as tf.Tensor;
    return hasGradient ? [output, onInput(norm)] : output;
  });
});

test.each([1, 8])(
  'rows of %i under a layer for rows of 4 are met as the shipped layer meets them',
  async (width) => {
    const answer = async (backend: 'wasm' | 'cpu') => {
      await useBackend(backend);
      return tf.tidy(() => {
        const norm = tf.layers.layerNormalization();
        norm.build([2, 4]);
        try {
          return Array.from((norm.apply(tensor([2, width], 3)) as tf.Tensor).dataSync());
        } catch (error) {
          return String(error);
        }
      });
    };
    expect(await answer('wasm')).toEqual(await answer('cpu'));
  },
);
