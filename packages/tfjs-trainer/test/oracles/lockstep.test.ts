/** Is it the trainer? The losses of three small models, batch by batch, are those of PyTorch, from the same weights, batches and masks. */
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { build, type Case, examplesOf, readCase, tensorOf } from '../../../../fixtures/lockstep/model.ts';
import { withReplays } from '../../src/kernels/replay/replayed-fit.ts';
import { useBackend } from '../support/backends.ts';

const FOLDER = fileURLToPath(new URL('../../../../fixtures/lockstep/', import.meta.url));
const BATCH = 8;

beforeAll(() => useBackend('wasm'));

async function trained(name: string, optimizer: string, given: Case, isReplayed: boolean) {
  const model = build(name, optimizer);
  const weights = given.weights.map((weight) => tensorOf(weight));
  // The moving averages of batch normalisation come last, and no loss depends on them.
  model.setWeights([...weights, ...model.getWeights().slice(weights.length)]);
  const { xs, ys } = examplesOf(name, given);
  const steps = given.losses[optimizer]?.length ?? 0;
  const losses: number[] = [];
  const train = () =>
    model.fit(xs as tf.Tensor[], ys as tf.Tensor, {
      ...{
        batchSize: BATCH,
        epochs: steps / Math.ceil(given.labels.length / BATCH),
        shuffle: false,
        verbose: 0,
      },
      callbacks: { onBatchEnd: (_batch, logs) => void losses.push(Number(logs?.loss)) },
    });
  const replayed = isReplayed ? await withReplays(tf, model, train) : await train().then(() => 0);
  return { losses, replayed };
}

test.each(
  ['transformer', 'convolution', 'bag'].flatMap((name) =>
    ['adam', 'sgd'].flatMap((optimizer) =>
      [false, true].map((isReplayed) => [isReplayed ? 'replayed' : 'full', name, optimizer] as const),
    ),
  ),
)('%s steps: %s, %s', async (steps, name, optimizer) => {
  const given = readCase(FOLDER, name);
  const { losses, replayed } = await trained(name, optimizer, given, steps === 'replayed');
  const expected = given.losses[optimizer] as number[];
  expect(replayed > 0).toBe(steps === 'replayed');
  expect(losses.length).toBe(expected.length);
  const off = losses.map((loss, i) => Math.abs(loss / (expected[i] as number) - 1));
  // To the fifth digit: TensorFlow.js keeps the decay rates of Adam as floats of 32 bits, which shortens its steps by 6 parts in a million.
  expect(Math.max(...off)).toBeLessThan(2e-5);
});
