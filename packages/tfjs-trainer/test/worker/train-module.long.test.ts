/** Each source of chance on its own, and what runs under one seed share. */
import { describe, expect, test } from 'vitest';
import { parseLines, parseMetrics, runWorker } from '../../../../test/support/worker.ts';
import type { ModuleJob } from '../../src/worker/job.ts';
import { changed, WITNESS, witness } from './witness.ts';

describe('a seed changes what vary lists, beside context.random()', () => {
  test.each([
    [['init'], ['own', 'weight']],
    [['order'], ['own', 'order']],
    [['data'], ['own', 'subset']],
  ] as const)('vary %j changes %j', async (vary, expected) => {
    expect(await changed([...vary])).toEqual([...expected]);
  });
});

test('two modules under one seed get the same subset', async () => {
  const wider = WITNESS.replace('units: 1,', 'units: 1, useBias: false,').replace(
    'seen.order = Math.random();',
    '',
  );
  const { test: other } = parseMetrics(
    await runWorker({ 'model.mjs': wider }, { seed: 5, vary: ['init', 'data'] }),
  );
  const { subset } = await witness(5, ['init', 'data']);
  expect((other as Record<string, number>).subset).toBe(subset);
});

test('a loop of its own gets one seed a source, and the subset that the standard loop would train on', async () => {
  const loop = `
    export default {
      train({ seeds, subset, report }) {
        report(1, { train: { loss: 1, ...seeds }, validation: { first: subset(40)[0], examples: subset(40).length } });
        const drawn = subset(40);
        const sum = drawn.reduce((total, value, i) => total + value * (i + 1), 0);
        return { test: { labels: [1, 2], predictions: [sum, seeds.data] } };
      },
    };`;
  const run = async (vary: ModuleJob['vary']) => {
    const seeds = { init: 1, order: 2, data: 5 };
    const { files, stderr } = await runWorker({ 'model.mjs': loop }, { seed: 1, seeds, vary, data: 0.25 });
    const [epoch] = parseLines(files['log.jsonl']);
    expect(epoch, stderr).toMatchObject({ train: seeds });
    return { epoch, predictions: parseLines(files['predictions.jsonl']) };
  };
  const { epoch, predictions } = await run(['init', 'data']);
  expect(epoch).toMatchObject({ validation: { examples: 10 } });
  const { subset } = await witness(5, ['init', 'data'], 0.25);
  expect(predictions[0]).toMatchObject({ prediction: subset });
  expect((await run(['init'])).epoch).toMatchObject({ validation: { first: 0, examples: 40 } });
});

const DATA_OF_40 = (fit: string) => `
  import * as tf from '@tensorflow/tfjs';
  const split = (n) => ({ xs: tf.range(0, n).reshape([n, 1]), ys: tf.range(0, n, 1, 'int32').mod(tf.scalar(2, 'int32')) });
  export default {
    data: () => ({ train: split(40), validation: split(4), test: split(4), shifted: split(6) }),
    model() {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, activation: 'softmax', inputShape: [1] })] });
      model.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
      return model;
    },
    fit(model, data, { report }) { ${fit} },
    evaluate(model, data) {
      tf.dispose(Object.values(data));
      return {};
    },
  };`;

test.each([
  [
    'the training disposes of all data and comes to no number',
    'tf.dispose(Object.values(data)); report(1, { train: { loss: NaN } });',
    'diverged',
  ],
  ['evaluate() disposes of all data', 'report(1, { train: { loss: 1 } });', 'ok'],
  ['it reports no epoch', '', 'ok'],
  ['it is killed after an epoch', "report(1, {}); process.kill(process.pid, 'SIGKILL');", undefined],
])('the first run tells what its data is where %s', async (_, fit, status) => {
  const run = await runWorker({ 'model.mjs': DATA_OF_40(fit) }, { seed: 1 });
  const { status: told } = JSON.parse(run.files['metrics.json'] ?? '{}');
  expect(told, run.stderr).toBe(status);
  const evidence = JSON.parse(run.files['data-evidence.json'] ?? '');
  expect(evidence).toMatchObject({ exact: { train: { examples: 40 } } });
});
