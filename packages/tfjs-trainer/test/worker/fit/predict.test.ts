import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { checkDataset } from '../../../src/worker/data/dataset.ts';
import { checkModel } from '../../../src/worker/fit/check-model.ts';
import { predictSplits } from '../../../src/worker/fit/predict.ts';
import { tensor, useBackend } from '../../support/backends.ts';

await useBackend('cpu');

test('a model that is built for one batch size, and keeps its state, predicts in such batches', async () => {
  const model = tf.sequential({
    layers: [
      tf.layers.gru({ units: 3, stateful: true, batchInputShape: [4, 5, 2] }),
      tf.layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
  const split = { xs: tensor([16, 5, 2], 3), ys: tf.zeros([16], 'int32') };
  const data = checkDataset({ train: split, validation: split, test: split });
  const { task } = checkModel(model, data, false);
  const batches = tf.split(split.xs, 4).map((batch) => (model.predict(batch) as tf.Tensor).dataSync());
  model.resetStates();
  const { predictions } = await predictSplits(model, new Map([['test', data.train]]), task, 4, null);
  const probabilities = predictions.get('test')?.probabilities;
  expect(probabilities?.flatMap((row) => Array.from(row))).toEqual(batches.flatMap((row) => Array.from(row)));
});
