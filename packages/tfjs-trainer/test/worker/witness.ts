import { parseMetrics, runWorker } from '../../../../test/support/worker.ts';
import type { ModuleJob } from '../../src/worker/job.ts';

/** A module that tells where its randomness came from, as metrics. */
export const WITNESS = `
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

export async function witness(seed: number, vary: ModuleJob['vary'], data: ModuleJob['data'] = 'bootstrap') {
  const { test: seen } = parseMetrics(await runWorker({ 'model.mjs': WITNESS }, { seed, vary, data }));
  return seen as Record<string, number>;
}

/** The sources that differ between two seeds. */
export async function changed(vary: ModuleJob['vary']): Promise<string[]> {
  const [first, second] = await Promise.all([witness(1, vary), witness(2, vary)]);
  return Object.keys(first).filter((name) => first[name] !== second[name] && name !== 'distinct');
}
