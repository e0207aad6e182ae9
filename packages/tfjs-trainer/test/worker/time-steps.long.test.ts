import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary.ts';
import { CLASSIFIER, runWorker } from '../../../../test/support/worker.ts';
import { transpile } from '../../src/worker/transpile.ts';

const LOOP = (step: string) => `
import * as tf from '@tensorflow/tfjs';
export default {
  train() {
    const w = tf.variable(tf.ones([2]));
    const loss = () => tf.sum(tf.square(w)) as tf.Scalar;
    const optimizer = tf.train.sgd(0.01);
    for (let step = 0; step < 1e9; step++) { ${step} }
  },
};
`;

test.each([
  ['fit of the standard loop', CLASSIFIER, { epochs: 1000 }],
  ['a loop of its own with minimize', LOOP('optimizer.minimize(loss);'), {}],
  [
    'a loop of its own with gradients that it applies',
    LOOP('const { grads } = tf.variableGrads(loss); optimizer.applyGradients(grads);'),
    {},
  ],
  ['a training that is soon over', CLASSIFIER, { epochs: 1 }],
])('steps of %s are timed, and the run ends with them', async (_, code, params) => {
  const stepTimes = join(await temporaryFolder(), 'steps.json');
  await runWorker({ 'model.ts': code }, { params, stepTimes });
  const { stepMs } = JSON.parse(await readFile(stepTimes, 'utf8'));
  expect(stepMs).toBeGreaterThan(0);
});

test('a module that updates by no optimiser has no step that could be timed', async () => {
  const stepTimes = join(await temporaryFolder(), 'steps.json');
  await runWorker(
    { 'model.ts': LOOP('w.assign(tf.mul(w, 0.5)); if (step === 5) throw new Error("over");') },
    { stepTimes },
  );
  expect(JSON.parse(await readFile(stepTimes, 'utf8'))).toEqual({ stepMs: null });
});
test('the steps that are timed are those that a run takes: replayed ones, where it replays them', async () => {
  const stepTimes = join(await temporaryFolder(), 'steps.json');
  const module = `
    import * as tf from '@tensorflow/tfjs';
    const examples = (count) => ({ xs: tf.ones([count, 2]), ys: tf.range(0, count).mod(2).cast('int32') });
    let [model, applied] = [null, 0];
    const { apply } = tf.layers.Layer.prototype;
    tf.layers.Layer.prototype.apply = function (...given) { applied += 1; return apply.apply(this, given); };
    process.on('exit', () => console.log(JSON.stringify({ applied, steps: model.optimizer.iterations })));
    export default {
      data: () => ({ train: examples(640), validation: examples(8), test: examples(8) }),
      model() {
        model = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [2] })] });
        model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
        return model;
      },
    };`;
  const path = join(await temporaryFolder(), 'model.ts');
  await writeFile(path, module);
  const part = {
    ...{ params: { epochs: 4 }, stepTimes },
    transpiled: transpile(path),
  };
  const isReplayed = async (shortcuts: boolean) => {
    const { stdout } = await runWorker({ 'model.ts': module }, { ...part, shortcuts });
    const { applied, steps } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(steps).toBeGreaterThan(20);
    return applied < steps;
  };
  expect(await isReplayed(true)).toBe(true);
  expect(await isReplayed(false)).toBe(false);
  expect(JSON.parse(await readFile(stepTimes, 'utf8')).stepMs).toBeGreaterThan(0);
});
