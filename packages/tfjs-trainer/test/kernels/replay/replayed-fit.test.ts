import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../../src/stats/random.ts';
import { withReplays } from '../../../src/kernels/replay/replayed-fit.ts';
import { expectClose, useBackend } from '../../support/backends.ts';

const { layers, train } = tf;
type Layer = tf.layers.Layer;

/** The last batch is smaller. */
const EXAMPLES = 20;
const BATCH = 8;
const EPOCHS = 3;
/** Of each kind of step two run in full: of training and validation, with a whole batch and the last one. The first of the training does, too. */
const REPLAYED = 2 * EPOCHS * Math.ceil(EXAMPLES / BATCH) - 2 * 4 - 1;

interface Sample {
  build(): tf.LayersModel;
  /** Shapes of one example; `below`: of whole numbers. */
  readonly inputs: ReadonlyArray<{ readonly shape: readonly number[]; readonly below?: number }>;
}

type Compiled = Partial<Parameters<tf.LayersModel['compile']>[0]>;

function compiled(model: tf.LayersModel, how: Compiled = {}): tf.LayersModel {
  model.compile({
    ...{ optimizer: train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] },
    ...how,
  });
  return model;
}

/** With a softmax on top. */
function classifier(parts: Layer[], how: Compiled = {}): tf.LayersModel {
  const model = tf.sequential({ layers: parts });
  if ((model.outputs[0]?.shape.length ?? 0) > 2) model.add(layers.flatten());
  model.add(softmax());
  return compiled(model, how);
}

const softmax = () => layers.dense({ units: 3, activation: 'softmax' });

function stack(shape: readonly number[], make: () => Layer[], how: () => Compiled = () => ({})): Sample {
  const first = () => layers.reshape({ targetShape: [...shape], inputShape: [...shape] });
  return { build: () => classifier([first(), ...make()], how()), inputs: [{ shape }] };
}

const dense = (how: () => Compiled) =>
  stack([5], () => [layers.dense({ units: 6, activation: 'relu' })], how);
const image = (...make: Array<() => Layer>) => stack([6, 6, 2], () => make.map((one) => one()));
const words = (...make: Array<() => Layer>): Sample => ({
  build: () =>
    classifier([
      layers.embedding({ inputDim: 9, outputDim: 4, inputLength: 3 }),
      ...make.map((one) => one()),
    ]),
  inputs: [{ shape: [3], below: 9 }],
});

const ACTIVATIONS = ['elu', 'selu', 'softplus', 'softsign', 'sigmoid', 'tanh'] as const;

const SAMPLES: Readonly<Record<string, Sample>> = {
  Adam: dense(() => ({})),
  SGD: dense(() => ({ optimizer: train.sgd(0.05) })),
  momentum: dense(() => ({ optimizer: train.momentum(0.05, 0.9, true) })),
  RMSProp: dense(() => ({ optimizer: train.rmsprop(0.01, 0.9, 0.1, 1e-6) })),
  Adamax: dense(() => ({ optimizer: train.adamax(0.01, 0.9, 0.99, 1e-7, 0.01) })),
  Adagrad: dense(() => ({ optimizer: train.adagrad(0.05) })),
  Adadelta: dense(() => ({ optimizer: train.adadelta(0.5) })),
  'another loss, other metrics': dense(() => ({ loss: 'binaryCrossentropy', metrics: ['mse', 'cosine'] })),
  'regularizers and constraints': stack([5], () => [
    layers.dense({
      units: 4,
      kernelRegularizer: 'l1l2',
      kernelConstraint: 'maxNorm',
      biasConstraint: 'nonNeg',
    }),
  ]),
  activations: stack([5], () => [
    ...ACTIVATIONS.map((activation) => layers.dense({ units: 4, activation })),
    layers.prelu(),
    layers.leakyReLU(),
  ]),
  'transposed convolution, padding, upsampling, global pooling': image(
    () => layers.zeroPadding2d({ padding: 1 }),
    () => layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2 }),
    () => layers.upSampling2d({ size: [2, 2] }),
    () => layers.globalMaxPooling2d({}),
  ),
  'convolutions of sequences, permuted, one step at a time': stack([8, 3], () => [
    layers.conv1d({ filters: 4, kernelSize: 3 }),
    layers.permute({ dims: [2, 1] }),
    layers.timeDistributed({ layer: layers.dense({ units: 3 }) }),
    layers.globalAveragePooling1d({}),
  ]),
  'convolutions, batch normalisation, pooling, dropout': image(
    () => layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same' }),
    () => layers.batchNormalization(),
    () => layers.activation({ activation: 'relu' }),
    () => layers.maxPooling2d({ poolSize: 2 }),
    () => layers.dropout({ rate: 0.4 }),
  ),
  'depthwise and separable convolutions, whose shipped kernels keep a filter': image(
    () => layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: 'relu6' }),
    () => layers.separableConv2d({ kernelSize: 3, filters: 2, activation: 'elu' }),
    () => layers.averagePooling2d({ poolSize: 2 }),
  ),
  'dropout with a seed and of whole channels': image(
    () => layers.dropout({ rate: 0.4, seed: 3 }),
    () => layers.alphaDropout({ rate: 0.3 }),
    () => layers.timeDistributed({ layer: layers.spatialDropout1d({ rate: 0.4 }) as Layer }),
  ),
  'embedding, LSTM and GRU': words(
    () => layers.lstm({ units: 3, returnSequences: true }),
    () => layers.gru({ units: 3 }),
  ),
  'both directions, layer normalisation': words(
    () => layers.bidirectional({ layer: layers.simpleRNN({ units: 3 }) as never, mergeMode: 'concat' }),
    () => layers.layerNormalization(),
  ),
  'two inputs, two outputs, a shared layer, a model in a model': {
    build: () => {
      const [a, b] = [tf.input({ shape: [5] }), tf.input({ shape: [5] })];
      const shared = tf.sequential({
        layers: [layers.dense({ units: 4, activation: 'tanh', inputShape: [5] })],
      });
      const both = layers
        .concatenate()
        .apply([a, b].map((one) => shared.apply(one) as tf.SymbolicTensor)) as tf.SymbolicTensor;
      const outputs = [softmax(), softmax()].map((layer) => layer.apply(both) as tf.SymbolicTensor);
      const loss = ['categoricalCrossentropy', 'meanSquaredError'];
      return compiled(tf.model({ inputs: [a, b], outputs }), { loss });
    },
    inputs: [{ shape: [5] }, { shape: [5] }],
  },
};

/** Numbers that a training makes of the inputs, and what it leaves behind. */
async function trained({ build, inputs }: Sample, isReplayed: boolean) {
  const backend = tf.backend() as unknown as { numDataIds(): number };
  const before = { ...tf.memory(), ids: backend.numDataIds() };
  const { random } = Math;
  Math.random = createRandom('replay');
  try {
    const model = build();
    const xs = inputs.map(({ shape, below }) => {
      const values = Float32Array.from({ length: EXAMPLES * tf.util.sizeFromShape([...shape]) }, () =>
        below === undefined ? Math.random() - 0.5 : Math.floor(Math.random() * below),
      );
      return tf.tensor(values, [EXAMPLES, ...shape], below === undefined ? 'float32' : 'int32');
    });
    const classes = Int32Array.from({ length: EXAMPLES }, (_, i) => i % 3);
    const ys = tf.tidy(() => tf.oneHot(tf.tensor1d(classes, 'int32'), 3).toFloat());
    const targets = model.outputs.map(() => ys);
    const log: number[][] = [];
    const losses: number[] = [];
    const run = () =>
      model.fit(xs, targets, {
        ...{ epochs: EPOCHS, batchSize: BATCH, verbose: 0, yieldEvery: 'never' },
        validationData: [xs, targets],
        callbacks: {
          onEpochEnd: (_epoch, logs = {}) => {
            log.push(Object.values(logs));
            losses.push(logs.loss ?? Number.NaN);
          },
        },
      });
    let replayed = 0;
    if (isReplayed) replayed = await withReplays(tf, model, run);
    else await run();
    const next = Math.random();
    const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
    const predictions = tf.tidy(() =>
      [model.predict(xs)].flat().map((output) => Array.from((output as tf.Tensor).dataSync())),
    );
    const { iterations } = model.optimizer as unknown as { iterations: number };
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    const left = [
      numTensors - before.numTensors,
      numDataBuffers - before.numDataBuffers,
      numBytes - before.numBytes,
      backend.numDataIds() - before.ids,
    ];
    return { replayed, losses, answer: { log, weights, predictions, next, iterations, left } };
  } finally {
    Math.random = random;
  }
}

describe('a training whose steps are replayed leaves the bytes, draws and tensors of one whose steps are not', () => {
  test.each(Object.entries(SAMPLES))('%s, whose losses are those of the plain backend', async (_, sample) => {
    await useBackend('wasm');
    const { replayed, answer } = await trained(sample, true);
    expect(replayed).toBe(REPLAYED);
    const plain = await trained(sample, false);
    expect(answer).toEqual(plain.answer);
    await useBackend('cpu');
    expectClose(plain.losses, (await trained(sample, false)).losses);
  });

  test.each([
    ['noise that is drawn otherwise', image(() => layers.gaussianNoise({ stddev: 0.4 }))],
    ['a mask that outlives its step', words(() => layers.lstm({ units: 3, dropout: 0.4 }))],
  ])('%s: no such step is replayed', async (_, sample) => {
    await useBackend('wasm');
    const { replayed, answer } = await trained(sample, true);
    expect(replayed).toBeLessThan(REPLAYED / 2);
    expect(answer).toEqual((await trained(sample, false)).answer);
  });

  test('one model after another, and one whose words are wrong', async () => {
    await useBackend('wasm');
    const model = words(() => layers.layerNormalization()).build();
    const fitModel = (indices: number[]) => {
      const xs = tf.tensor2d(indices, [indices.length / 3, 3], 'int32');
      const ys = tf.oneHot(tf.zeros([indices.length / 3], 'int32'), 3).toFloat();
      const how = { epochs: 1, batchSize: 1, shuffle: false, verbose: 0 } as const;
      return withReplays(tf, model, () => model.fit(xs, ys, how));
    };
    const right = Array.from({ length: 24 }, (_, i) => i % 9);
    expect(await fitModel(right)).toBe(5);
    const before = model.getWeights().map((weight) => Array.from(weight.dataSync()));
    expect(before.flat().every(Number.isFinite)).toBe(true);
    expect(await fitModel(right)).toBe(5);
    // The step itself is asked what is wrong.
    await expect(fitModel([...right, 1, 9, 1])).rejects.toThrow('gather: index 9 is out of range');
  });

  test('another learning rate is another step; a model that is trained by hand in between is as it was left', async () => {
    await useBackend('wasm');
    const train = async (isReplayed: boolean) => {
      const { random } = Math;
      Math.random = createRandom('rate');
      const model = (SAMPLES.Adam as Sample).build();
      const [xs, ys] = [tf.ones([40, 5]), tf.oneHot(tf.zeros([40], 'int32'), 3).toFloat()];
      const optimizer = model.optimizer as unknown as { learningRate: number };
      const onBatchEnd = (batch: number) => {
        if (batch === 5) optimizer.learningRate = 0.1;
        if (batch === 8) model.setWeights(model.getWeights().map((weight) => weight.mul(0.5)));
      };
      const how = { epochs: 2, batchSize: 4, verbose: 0, callbacks: { onBatchEnd } } as const;
      const fitModel = () => model.fit(xs, ys, how);
      const replayed = isReplayed ? await withReplays(tf, model, fitModel) : await fitModel();
      Math.random = random;
      return { replayed, weights: model.getWeights().map((weight) => Array.from(weight.dataSync())) };
    };
    const ours = await train(true);
    expect(ours.replayed).toBeGreaterThan(0);
    expect(ours.weights).toEqual((await train(false)).weights);
  });
});
