/** What a module may predict. */
import { expect, test } from 'vitest';
import { CLASSIFIER, parseLines, parseMetrics, runWorker } from '../../../../test/support/worker.ts';

test('a regression with two inputs, a shifted split and ids', async () => {
  const module = `
import * as tf from '@tensorflow/tfjs';
const split = (n, ids) => ({ xs: [tf.ones([n, 2]), tf.range(0, n).reshape([n, 1])], ys: tf.range(0, n), ids });
export default {
  data: () => ({ train: split(8), validation: split(3), test: split(2, ['x', 'y']), shifted: split(1) }),
  model() {
    const a = tf.input({ shape: [2] }), b = tf.input({ shape: [1] });
    const model = tf.model({ inputs: [a, b], outputs: tf.layers.dense({ units: 1 }).apply(tf.layers.concatenate().apply([a, b])) });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    return model;
  },
};`;
  const run = await runWorker({ 'model.mjs': module }, { params: { epochs: 1 } });
  expect(parseMetrics(run)).toMatchObject({ status: 'ok', parameters: 4 });
  const predictions = parseLines(run.files['predictions.jsonl']);
  expect(predictions.map(({ split, id, label }) => [split, id, label])).toEqual([
    ['validation', '0', 0],
    ['validation', '1', 1],
    ['validation', '2', 2],
    ['test', 'x', 0],
    ['test', 'y', 1],
    ['shifted', '0', 0],
  ]);
  expect(predictions.every((row) => typeof row.prediction === 'number' && !('probabilities' in row))).toBe(
    true,
  );
});

test('one sigmoid gives the probabilities of two classes', async () => {
  const module = CLASSIFIER.replace(
    "units: 2, activation: 'softmax'",
    "units: 1, activation: 'sigmoid'",
  ).replace('sparseCategoricalCrossentropy', 'binaryCrossentropy');
  const run = await runWorker({ 'model.ts': module }, { params: { epochs: 1 } });
  expect(parseMetrics(run).status).toBe('ok');
  for (const { prediction, probabilities } of parseLines(run.files['predictions.jsonl'])) {
    const [zero = 0, one = 0] = probabilities as number[];
    expect(zero + one).toBeCloseTo(1, 6);
    expect(prediction).toBe(one > 0.5 ? 1 : 0);
  }
});

test('one-hot labels are read as classes', async () => {
  const module = CLASSIFIER.replace(
    /ys: (tf\.tensor1d\(.*'int32'\))/,
    'ys: tf.oneHot($1, 2).toFloat()',
  ).replace('sparseCategoricalCrossentropy', 'categoricalCrossentropy');
  const [indices, oneHot] = await Promise.all(
    [CLASSIFIER, module].map((text) => runWorker({ 'model.ts': text }, { params: { epochs: 1 } })),
  );
  const labels = (text: string | undefined) => parseLines(text).map(({ label }) => label);
  expect(labels(oneHot?.files['predictions.jsonl'])).toEqual(labels(indices?.files['predictions.jsonl']));
});
