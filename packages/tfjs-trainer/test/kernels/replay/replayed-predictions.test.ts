import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { withReplayedPredictions } from '../../../src/kernels/replay/replayed-predictions.ts';
import { numbers, useBackend } from '../../support/backends.ts';

const { layers } = tf;

function outputsOf(model: tf.LayersModel, xs: tf.Tensor[]): number[][] {
  return tf.tidy(() => {
    const answer = model.predict(xs.length === 1 ? (xs[0] as tf.Tensor) : xs, { batchSize: 4 });
    return [answer].flat().map((output) => Array.from(output.dataSync()));
  });
}

const stack = () =>
  tf.sequential({
    layers: [
      layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [5, 5, 1] }),
      layers.batchNormalization(),
      layers.dropout({ rate: 0.5 }),
      layers.flatten(),
      layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });

function branches(): tf.LayersModel {
  const inputs = [tf.input({ shape: [5, 5, 1] }), tf.input({ shape: [5, 5, 1] })];
  const shared = stack();
  const parts = inputs.map((input) => shared.apply(input) as tf.SymbolicTensor);
  return tf.model({ inputs, outputs: [...parts, layers.add().apply(parts) as tf.SymbolicTensor] });
}

test.each([
  ['one input', stack, 1],
  ['several, with a model in the model', branches, 2],
])('predictions of %s: the same bytes, and no tensor is left', async (_, build, count) => {
  await useBackend('wasm');
  const model = build();
  // Two splits, whose last batches differ.
  const splits = [23, 18].map((length) =>
    Array.from({ length: count }, (_, i) => tf.tensor(numbers(length * 25, i + length), [length, 5, 5, 1])),
  );
  const expected = splits.map((xs) => outputsOf(model, xs));
  const { numTensors, numBytes } = tf.memory();
  const found: number[][][] = [];
  const predict = async () => {
    for (const xs of splits) found.push(outputsOf(model, xs));
  };
  // Of five and four whole batches, two are recorded.
  expect(await withReplayedPredictions(tf, model, predict)).toBe(7);
  expect(found).toEqual(expected);
  expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  expect(splits.map((xs) => outputsOf(model, xs))).toEqual(expected);
});

test('another backend predicts as ever', async () => {
  await useBackend('cpu');
  const model = tf.sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
  let answer: tf.Tensor | undefined;
  const predict = async () => {
    answer = model.predict(tf.ones([3, 2])) as tf.Tensor;
  };
  expect(await withReplayedPredictions(tf, model, predict)).toBe(0);
  expect(answer?.shape).toEqual([3, 1]);
});
