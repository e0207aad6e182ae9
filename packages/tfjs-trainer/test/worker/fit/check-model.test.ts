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

const CLASSES = tf.tensor1d([0, 1], 'int32');

interface Faulty {
  readonly ys?: tf.Tensor;
  readonly activation?: 'softmax' | 'linear';
  readonly loss?: string | null;
  readonly units?: number;
  readonly width?: number;
}

function check({ ys = CLASSES, activation = 'softmax', units = 2, width = 3, ...given }: Faulty): void {
  const { loss = 'sparseCategoricalCrossentropy' } = given;
  const model = tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape: [width] })] });
  if (loss !== null) model.compile({ optimizer: 'sgd', loss });
  const split = { xs: tf.ones([2, 3]), ys };
  const data = checkDataset({ train: split, validation: split, test: split });
  const { task } = checkModel(model, data, false);
  probeModel(tf, model, data.train, task);
}

test.each<[string, Faulty, string]>([
  ['inputs of another shape', { width: 5 }, 'train.xs has shape [2, 3], the model expects [n, 5]'],
  [
    'a label beyond the classes',
    { ys: tf.tensor1d([0, 2], 'int32') },
    'train.ys holds class 2 in example 1, but the model has only 2 classes (0 to 1)',
  ],
  [
    'float labels of a classification',
    { ys: tf.tensor1d([0, 1]) },
    "train.ys holds regression values (float32), but the model's output has shape [n, 2]: for classes give int32 labels",
  ],
  [
    'float labels with a binary loss',
    { ys: tf.tensor1d([0, 1]), units: 1, loss: 'binaryCrossentropy' },
    'train.ys is float32, which means regression, but the loss is binaryCrossentropy',
  ],
  [
    'one-hot rows of another number of classes',
    { ys: tf.eye(2).toInt(), units: 3 },
    'train.ys holds one-hot rows of 2 classes, but the model',
  ],
  [
    'one-hot rows with a loss for indices',
    { ys: tf.eye(2).toInt() },
    'train.ys holds one-hot rows, but the loss sparseCategoricalCrossentropy needs class indices',
  ],
  [
    'indices with a loss for one-hot rows',
    { loss: 'categoricalCrossentropy' },
    'train.ys holds class indices, but the loss categoricalCrossentropy needs one-hot rows',
  ],
  [
    'outputs that are no probabilities',
    { activation: 'linear', units: 9 },
    'which are not probabilities; end the model with a softmax',
  ],
  ['a model that is not compiled', { loss: null }, 'model() returned a model that is not compiled'],
])('%s', (_, faulty, message) => {
  expect(() => check(faulty)).toThrow(message);
});
