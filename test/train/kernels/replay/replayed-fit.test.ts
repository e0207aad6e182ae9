import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { withReplays } from '../../../../src/train/kernels/replay/replayed-fit.ts';
import type { WasmBackend } from '../../../../src/train/kernels/toolkit.ts';
import { createRandom } from '../../../../src/stats/random.ts';
import { useBackend } from '../../../support/backends.ts';

const { layers, train } = tf;
const EXAMPLES = 44;
const BATCH = 8;

interface Sample {
  readonly build: () => tf.LayersModel;
  readonly inputs: ReadonlyArray<{ readonly shape: readonly number[]; readonly top?: number }>;
  readonly labels?: readonly number[];
}

const input = (shape: number[], dtype: tf.DataType = 'float32') => tf.input({ shape, dtype });

function compiled(model: tf.LayersModel, optimizer: tf.Optimizer = train.adam(0.01)): tf.LayersModel {
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

const softmax = () => layers.dense({ units: 3, activation: 'softmax' });

const dense = (optimizer?: () => tf.Optimizer) => (): Sample['build'] => () =>
  compiled(
    tf.sequential({ layers: [layers.dense({ units: 6, activation: 'relu', inputShape: [5] }), softmax()] }),
    optimizer?.(),
  );

const flat = [{ shape: [5] }];

const SAMPLES: Readonly<Record<string, Sample>> = {
  'dense, Adam': { build: dense()(), inputs: flat },
  'SGD': { build: dense(() => train.sgd(0.05))(), inputs: flat },
  'momentum': { build: dense(() => train.momentum(0.05, 0.9, true))(), inputs: flat },
  'RMSProp': { build: dense(() => train.rmsprop(0.01, 0.9, 0.1, 1e-6, true))(), inputs: flat },
  'Adamax': { build: dense(() => train.adamax(0.01, 0.9, 0.99, 1e-7, 0.01))(), inputs: flat },
  'Adagrad': { build: dense(() => train.adagrad(0.05))(), inputs: flat },
  'Adadelta': { build: dense(() => train.adadelta(0.5))(), inputs: flat },
  ...Object.fromEntries(
    ([
      ['bn', () => [layers.batchNormalization()]],
      ['conv', () => [layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same' })]],
      ['maxpool', () => [layers.maxPooling2d({ poolSize: 2 })]],
      ['avg', () => [layers.averagePooling2d({ poolSize: 2 })]],
      ['dw', () => [layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: 'relu6' })]],
      ['sep', () => [layers.separableConv2d({ kernelSize: 3, filters: 2, activation: 'elu' })]],
      ['drop', () => [layers.dropout({ rate: 0.4 })]],
      ['alphaDropout', () => [layers.alphaDropout({ rate: 0.4 })]],
      ['gaussianNoise', () => [layers.gaussianNoise({ stddev: 0.4 })]],
      ['seeded', () => [layers.dropout({ rate: 0.4, seed: 3 })]],
      ['spatial', () => [layers.spatialDropout1d({ rate: 0.4, seed: 3 })]],
    ] as const).map(([name, f]) => [
      name,
      {
        build: () =>
          compiled(
            tf.sequential({
              layers: [layers.reshape({ targetShape: [8, 8, 2], inputShape: [8, 8, 2] }), ...f(), layers.flatten(), softmax()],
            }),
          ),
        inputs: [{ shape: [8, 8, 2] }],
      },
    ]),
  ),
  'convolutions, batch normalisation, pooling, dropout': {
    build: () =>
      compiled(
        tf.sequential({
          layers: [
            layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', inputShape: [8, 8, 2] }),
            layers.batchNormalization(),
            layers.activation({ activation: 'relu' }),
            layers.maxPooling2d({ poolSize: 2 }),
            layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: 'relu6' }),
            layers.averagePooling2d({ poolSize: 2 }),
            layers.flatten(),
            //DROP
            softmax(),
          ],
        }),
      ),
    inputs: [{ shape: [8, 8, 2] }],
  },
};

async function trained({ build, inputs }: Sample, isReplayed: boolean) {
  const before = tf.memory();
  const { numDataIds } = tf.backend() as unknown as { numDataIds(): number };
  const ids = numDataIds.call(tf.backend());
  const { random } = Math;
  Math.random = createRandom('replay');
  const draws: number[] = [];
  try {
    const model = build();
    const values = (length: number, top?: number) =>
      Float32Array.from({ length }, () => (top === undefined ? Math.random() - 0.5 : Math.floor(Math.random() * top)));
    const xs = inputs.map(({ shape, top }) =>
      tf.tensor(values(EXAMPLES * tf.util.sizeFromShape([...shape]), top), [EXAMPLES, ...shape], top === undefined ? 'float32' : 'int32'),
    );
    const ys = model.outputs.map(({ shape }) => {
      const width = shape.at(-1) ?? 1;
      return tf.oneHot(tf.tensor1d(Int32Array.from({ length: EXAMPLES }, (_, i) => i % width), 'int32'), width).toFloat();
    });
    let history: unknown;
    const fit = async () => {
      const answer = await model.fit(xs, ys, {
        ...{ epochs: 6, batchSize: BATCH, verbose: 0, yieldEvery: 'never', validationData: [xs, ys] },
      });
      history = answer.history;
    };
    if (isReplayed) console.log(await withReplays(tf, model, fit));
    else await fit();
    draws.push(Math.random());
    const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
    const outputs = [model.predict(xs)].flat().map((output) => Array.from((output as tf.Tensor).dataSync()));
    const { iterations } = model.optimizer as unknown as { iterations: number };
    const after = tf.memory();
    return { history, weights, outputs, draws, iterations, tensors: after.numTensors - before.numTensors, bytes: after.numBytes - before.numBytes, buffers: after.numDataBuffers - before.numDataBuffers, ids: numDataIds.call(tf.backend()) - ids };
  } finally {
    Math.random = random;
  }
}

describe('a training with steps that are replayed leaves the bytes of one without', () => {
  test.each(Object.entries(SAMPLES))('%s', async (_, sample) => {
    await useBackend('wasm');
    expect(await trained(sample, process.env.REP !== "0")).toEqual(await trained(sample, false));
  });
});
