import * as tf from '@tensorflow/tfjs';
import { expect, test, vi } from 'vitest';
import { createRandom } from '../../../../../src/stats/random.ts';
import { withReplays } from '../../../src/kernels/replay/replayed-fit.ts';
import { useBackend } from '../../support/backends.ts';

await useBackend('wasm');

const { layers, train } = tf;

interface Case {
  readonly count?: number;
  readonly how?: Readonly<Record<string, unknown>>;
  readonly compiled?: Readonly<Record<string, unknown>>;
  readonly labels?: (count: number) => tf.Tensor;
  readonly onEpochEnd?: (model: tf.LayersModel, epoch: number) => void;
}

const classesOf = (count: number) =>
  tf.tensor1d(
    Int32Array.from({ length: count }, (_, i) => i % 3),
    'int32',
  );
const oneHot = (count: number) => tf.tidy(() => tf.oneHot(classesOf(count), 3).toFloat());

/** All that a training tells and leaves, by a loop of our own or by that of TensorFlow.js. */
async function trained(
  { count = 20, how, compiled, labels = oneHot, onEpochEnd }: Case,
  isReplayed: boolean,
) {
  const { random } = Math;
  Math.random = createRandom('epochs');
  const gathered = vi.spyOn(tf.getKernel('GatherV2', 'wasm') as tf.KernelConfig, 'kernelFunc');
  try {
    const model = tf.sequential({
      layers: [
        layers.dense({ units: 6, activation: 'relu', inputShape: [4] }),
        layers.dropout({ rate: 0.3 }),
        layers.dense({ units: 3, activation: 'softmax' }),
      ],
    });
    const defaults = {
      optimizer: train.adam(0.01),
      loss: 'categoricalCrossentropy',
      metrics: ['accuracy', 'mse'],
    };
    model.compile({ ...defaults, ...compiled });
    const [xs, ys] = [tf.randomUniform([count, 4]), labels(count)];
    const [testXs, testYs] = [tf.randomUniform([11, 4]), labels(11)];
    const before = tf.memory();
    const logs: unknown[] = [];
    let told: Partial<tf.History> = {};
    const run = async () => {
      told = await model.fit(xs, ys, {
        ...{ epochs: 3, batchSize: 8, verbose: 0, yieldEvery: 'never', validationData: [testXs, testYs] },
        callbacks: {
          onEpochEnd: (epoch, seen) => {
            logs.push(Object.entries(seen ?? {}).map(([key, value]) => [key, String(value)]));
            onEpochEnd?.(model, epoch);
          },
        },
        ...how,
      });
    };
    if (isReplayed) await withReplays(tf, model, run);
    else await run();
    const { history = {}, epoch } = told;
    const { numTensors, numBytes } = tf.memory();
    const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
    const left = {
      tensors: numTensors - before.numTensors,
      bytes: numBytes - before.numBytes,
      next: Math.random(),
    };
    return {
      answer: { logs, history: Object.entries(history), epoch, weights, ...left },
      gathers: gathered.mock.calls.length,
    };
  } finally {
    gathered.mockRestore();
    Math.random = random;
  }
}

test.each<[string, Case]>([
  ['a last batch that is smaller', {}],
  ['fewer examples than a batch holds', { count: 5 }],
  ['one epoch', { how: { epochs: 1 } }],
  ['batches of one', { count: 7, how: { batchSize: 1 } }],
  [
    'classes as labels',
    {
      compiled: { loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
      labels: (count) => classesOf(count).toFloat(),
    },
  ],
  ['no metrics', { compiled: { metrics: [] } }],
  ['the same metric twice', { compiled: { metrics: ['accuracy', 'accuracy'] } }],
  ['in the order of the examples', { how: { shuffle: false } }],
  ['no validation', { how: { validationData: undefined } }],
  ['a part held back for validation', { how: { validationData: undefined, validationSplit: 0.3 } }],
  ['an epoch to begin with', { how: { initialEpoch: 1 } }],
  [
    'stopped after an epoch',
    {
      onEpochEnd: (model, epoch) => {
        model.stopTraining = epoch === 1;
      },
    },
  ],
  [
    'losses that are no numbers any more',
    { compiled: { optimizer: train.sgd(1e30), loss: 'meanSquaredError' } },
  ],
  ['labels that are no numbers', { labels: (count) => tf.fill([count, 3], Number.NaN) }],
  [
    'losses too large for a float',
    {
      labels: (count) => tf.fill([count, 3], -3e38),
      compiled: { loss: 'meanAbsoluteError', optimizer: train.sgd(0) },
    },
  ],
])('the same logs, history, bytes, draws and tensors: %s', async (_, one) => {
  const ours = await trained(one, true);
  const theirs = await trained(one, false);
  expect(ours.answer).toEqual(theirs.answer);
  expect(ours.gathers).toBeLessThan(theirs.gathers);
});

test.each<[string, Case]>([
  ['after each batch', { how: { callbacks: { onBatchEnd: () => {} } } }],
  ['when there is time', { how: { yieldEvery: 'auto' } }],
])('who looks on %s sees the loop of TensorFlow.js', async (_, one) => {
  const ours = await trained(one, true);
  const theirs = await trained(one, false);
  expect(ours.answer).toEqual(theirs.answer);
  expect(ours.gathers).toBe(theirs.gathers);
});
