import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { useLayerNormKernel } from '../../../src/kernels/fused/layer-norm.ts';
import {
  expectClose,
  expectSameOnBoth,
  numbers,
  onWasm,
  tensor,
  useBackend,
} from '../../support/backends.ts';

const EPSILON = 1e-3;

/** The layer on an input, with its three gradients under weights that tell all outputs apart. */
function layer(shape: number[], settings: Parameters<typeof tf.layers.layerNormalization>[0] = {}) {
  const width = shape.at(-1) ?? 1;
  const norm = tf.layers.layerNormalization(settings);
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

describe.each(SHAPES.map((shape) => [shape.join(' × '), shape] as const))('%s', (_, shape) => {
  test('value and gradients are those of the plain backend', async () => {
    await expectSameOnBoth(() => layer(shape));
  });

  test('value and gradients have the bytes of the separate operations', async () => {
    expect(await onWasm(() => layer(shape))).toEqual(await onWasm(() => separately(shape)));
  });
});

test('before a residual connection, the gradient of the layer is added to that of the connection', async () => {
  const norm = tf.layers.layerNormalization();
  const residual = (f: (x: tf.Tensor) => tf.Tensor) => () =>
    tf.grad((x) => x.add(f(x)).mul(tensor([50, 16], 7)))(tensor([50, 16], 3));
  norm.build([50, 16]);
  const [found = []] = await onWasm(residual((x) => norm.apply(x) as tf.Tensor));
  const separate = (x: tf.Tensor) => normalise(x, tf.ones([16]), tf.zeros([16]));
  const [expected = []] = await onWasm(residual(separate));
  expectClose(found, expected, 1e-6);
});

test('the gradient is what finite differences give', async () => {
  const [, gradient = []] = await onWasm(() => layer([2, 8]));
  const norm = tf.layers.layerNormalization();
  norm.build([2, 8]);
  norm.setWeights([tensor([8], 5), tensor([8], 6)]);
  const x = numbers(16, 3);
  // On the plain backend, so that one path checks the other.
  await useBackend('cpu');
  const lossAt = (moved: number, by: number) =>
    tf.tidy(() => {
      const changed = tf.tensor2d(
        x.map((value, i) => (i === moved ? value + by : value)),
        [2, 8],
      );
      return (
        (norm.apply(changed) as tf.Tensor)
          .mul(tensor([2, 8], 7))
          .sum()
          .dataSync()[0] ?? 0
      );
    });
  gradient.forEach((slope, i) => {
    expect(slope).toBeCloseTo((lossAt(i, 0.01) - lossAt(i, -0.01)) / 0.02, 2);
  });
});

const onInput = (norm: tf.layers.Layer) => {
  const f = (x: tf.Tensor) => (norm.apply(x) as tf.Tensor).mul(tensor([3, 4, 6], 7)).sum();
  return tf.grad(f)(tensor([3, 4, 6], 3));
};

test.each(SHAPES)('second derivatives, as for a penalty on gradients, with shape %j', async (...shape) => {
  await expectSameOnBoth(() => {
    const norm = tf.layers.layerNormalization();
    norm.build(shape);
    norm.setWeights([tensor([shape.at(-1) ?? 1], 5), tensor([shape.at(-1) ?? 1], 6)]);
    const variables = norm.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const x = tf.variable(tensor(shape, 3));
    const slopes = tf.grad((y) => (norm.apply(y) as tf.Tensor).square().mul(tensor(shape, 7)));
    const { grads } = tf.variableGrads(() => slopes(x).square().mean() as tf.Scalar, [x, ...variables]);
    return [x, ...variables].map(({ name }) => grads[name] as tf.Tensor);
  }, 1e-3);
});

test.each([[1], [[1, 2]]])('over the axes %j it is computed by the shipped layer', async (axis) => {
  await expectSameOnBoth(() => {
    const norm = tf.layers.layerNormalization({ axis });
    return [norm.apply(tensor([3, 4, 6], 3)) as tf.Tensor, onInput(norm)];
  });
});

test.each([[{ scale: false }], [{ center: false }]])(
  '%j is computed by the shipped layer',
  async (settings) => {
    await expectSameOnBoth(
      () => tf.layers.layerNormalization(settings).apply(tensor([3, 4, 6], 3)) as tf.Tensor,
    );
  },
);

test('leaves no tensors behind', async () => {
  await useBackend('wasm');
  const norm = tf.layers.layerNormalization();
  tf.tidy(() => onInput(norm).sum()).dispose();
  const tensors = tf.memory().numTensors;
  tf.tidy(() => onInput(norm).sum()).dispose();
  expect(tf.memory().numTensors).toBe(tensors);
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
