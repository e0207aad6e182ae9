/** The forms that a module may have. */
import { expect, test } from 'vitest';
import { CLASSIFIER, parseLines, parseMetrics, runWorker } from '../../support/worker.ts';

test('imports TypeScript, JavaScript and JSON beside it, and gets the TensorFlow.js of the context', async () => {
  const main = `
import * as tf from '@tensorflow/tfjs';
import { tensor2d } from '@tensorflow/tfjs-core';
import settings from './settings.json' with { type: 'json' };
import base from './lib/base.ts';
import { half } from './lib/half.js';
const waited = await Promise.resolve(half(84));
export default { ...base, evaluate: (_, __, { tf: given }) => ({
  same: Number(given === tf && tensor2d === tf.tensor2d), answer: settings.answer + waited }) };
`;
  const run = await runWorker(
    {
      'model.ts': main,
      'settings.json': '{ "answer": 1 }',
      'lib/base.ts': CLASSIFIER,
      'lib/half.js': 'export const half = (x) => x / 2;',
    },
    { params: { epochs: 1 } },
  );
  expect(parseMetrics(run).test).toEqual({ same: 1, answer: 43 });
});

test.each(['model.js', 'model.mjs', 'model.mts'])('%s is loaded without a build step', async (name) => {
  const javascript = `
import * as tf from '@tensorflow/tfjs';
export default { async train({ report, seed, dataDir }) {
  report(1, { train: { loss: 0.5 }, validation: { loss: 0.25, accuracy: 1 } });
  return { test: { labels: [0, 1, 1], probabilities: [[0.75, 0.25], [0.5, 0.5], [0, 1]], ids: ['a', 'b', 'c'] }, parameters: 12 };
} };`;
  const run = await runWorker({ [name]: javascript });
  expect(parseMetrics(run)).toMatchObject({ status: 'ok', parameters: 12 });
  expect(run.files['log.jsonl']).toBe(
    '{"epoch":1,"train":{"loss":0.5},"validation":{"loss":0.25,"accuracy":1}}\n',
  );
  expect(run.files['predictions.jsonl']).toBe(
    [
      '{"split":"test","id":"a","label":0,"prediction":0,"probabilities":[0.75,0.25]}',
      '{"split":"test","id":"b","label":1,"prediction":0,"probabilities":[0.5,0.5]}',
      '{"split":"test","id":"c","label":1,"prediction":1,"probabilities":[0,1]}',
      '',
    ].join('\n'),
  );
});

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

test('a loop of its own that diverges', async () => {
  const module =
    'export default { train({ report }) { report(1, { train: { loss: 2 } }); report(2, { train: { loss: 0 / 0 } }); } };';
  const run = await runWorker({ 'model.js': module });
  expect(parseMetrics(run)).toMatchObject({ status: 'diverged', failure: 'loss is NaN in epoch 2' });
  expect(run.files['log.jsonl']).toBe(
    '{"epoch":1,"train":{"loss":2},"validation":{}}\n{"epoch":2,"train":{},"validation":{}}\n',
  );
});

test('a metric of evaluate() must be a finite number', async () => {
  const module = CLASSIFIER.replace('  data(', '  evaluate: () => ({ recall: 0 / 0 }),\n  data(');
  const run = await runWorker({ 'model.ts': module }, { params: { epochs: 1 } });
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain('evaluate() returned recall = NaN; a metric must be a finite number');
});
