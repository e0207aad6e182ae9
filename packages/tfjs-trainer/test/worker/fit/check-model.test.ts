/** The first look at a model, before it is trained: it must leave the model as it is. */
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { checkDataset } from '../../../src/worker/data/dataset.ts';
import { checkModel, probeModel } from '../../../src/worker/fit/check-model.ts';
import { useBackend } from '../../support/backends.ts';

await useBackend('cpu');

test('a model whose layers remember the last batch is asked with batches of its size, and remembers none', () => {
  const layer = tf.layers.lstm({ units: 2, stateful: true, batchInputShape: [6, 3, 1] });
  const model = tf.sequential({ layers: [layer, tf.layers.dense({ units: 2, activation: 'softmax' })] });
  model.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
  const split = { xs: tf.randomUniform([12, 3, 1]), ys: tf.zeros([12], 'int32') };
  const data = checkDataset({ train: split, validation: split, test: split });
  const { task } = checkModel(model, data, false);
  const predict = () =>
    Array.from((model.predict(split.xs, { batchSize: 6 }) as tf.Tensor).dataSync()).map(Number);
  const before = predict();
  model.resetStates();
  probeModel(tf, model, data.train, task);
  expect(predict()).toEqual(before);
});
