/** The forms that a module may have. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary.ts';
import { CLASSIFIER, parseMetrics, runWorker } from '../../../../test/support/worker.ts';
import { loadModule } from '../../src/worker/load-module.ts';

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

test.each([
  [
    'no default export',
    'export const data = () => 1;',
    'has no default export, only the exports data; it needs export default { data(context), model(context) }',
  ],
  ['a default export that is no object', 'export default () => 1;', 'is a function; it needs'],
  ['no model', 'export default { data() {} };', 'lacks model; it needs'],
  [
    'a model that is no function',
    'export default { data() {}, model: 3 };',
    /^model in the default export of .*model.mjs is a number, not a function$/,
  ],
  ['train and data at once', 'export default { data() {}, train() {} };', 'has train and also data or model'],
])('a module with %s cannot be used', async (_, text, message) => {
  const path = join(await temporaryFolder(), 'model.mjs');
  await writeFile(path, text);
  await expect(loadModule(path, {})).rejects.toThrow(message);
});
