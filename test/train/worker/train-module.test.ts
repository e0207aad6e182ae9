/** What a seed changes, and what it leaves alone. */
import { describe, expect, test } from 'vitest';
import type { ModuleJob } from '../../../src/train/worker/job.ts';
import { parseLines, parseMetrics, runWorker } from '../../support/worker.ts';

/** A module that tells where its randomness came from, as metrics. */
const WITNESS = `
import * as tf from '@tensorflow/tfjs';
let seen = {};
export default {
  data({ random }) {
    seen.dataset = Math.random();
    seen.own = random();
    const split = (n) => ({ xs: tf.range(0, n).reshape([n, 1]), ys: tf.range(0, n).reshape([n, 1]) });
    return { train: split(40), validation: split(4), test: split(4) };
  },
  model() {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    seen.weight = model.getWeights()[0].dataSync()[0];
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    return model;
  },
  async fit(model, { train }, { report }) {
    seen.order = Math.random();
    seen.examples = train.xs.shape[0];
    const drawn = Array.from(train.xs.dataSync());
    seen.distinct = new Set(drawn).size;
    seen.subset = drawn.reduce((sum, value, i) => sum + value * (i + 1), 0);
    report(1, { train: { loss: 1 } });
  },
  evaluate: () => seen,
};
`;

async function witness(seed: number, vary: ModuleJob['vary'], data: ModuleJob['data'] = 'bootstrap') {
  const { test: seen } = parseMetrics(await runWorker({ 'model.mjs': WITNESS }, { seed, vary, data }));
  return seen as Record<string, number>;
}

/** The sources that differ between two seeds. */
async function changed(vary: ModuleJob['vary']): Promise<string[]> {
  const [first, second] = await Promise.all([witness(1, vary), witness(2, vary)]);
  return Object.keys(first).filter((name) => first[name] !== second[name] && name !== 'distinct');
}

describe('a seed changes what vary lists, beside context.random()', () => {
  test.each([
    [['init'], ['own', 'weight']],
    [['order'], ['own', 'order']],
    [['data'], ['own', 'subset']],
    [
      ['init', 'order'],
      ['own', 'weight', 'order'],
    ],
  ] as const)('vary %j changes %j', async (vary, expected) => {
    expect(await changed([...vary])).toEqual([...expected]);
  });
});

test('a bootstrap draws as many examples as there are, some of them twice', async () => {
  const { examples, distinct = 0 } = await witness(1, ['data']);
  expect(examples).toBe(40);
  // On average 1 − 1/e of them: 25.3 of 40.
  expect(distinct).toBeGreaterThan(15);
  expect(distinct).toBeLessThan(36);
});

test('a fraction draws without replacement', async () => {
  expect(await witness(1, ['data'], 0.25)).toMatchObject({ examples: 10, distinct: 10 });
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
