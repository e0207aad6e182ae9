/** Experiments of the command line's tests: the digits made short, and a program that computes its score from its seed. */
import { expect } from 'vitest';
import { parse, stringify } from 'yaml';
import { conclusive, folderWith } from '../support/command.ts';

/** The digits experiment with two epochs, two seeds and the two small networks: real data, real training, seconds. */
export const shortened = (config: string) => {
  const { params, models, ...rest } = parse(config);
  return stringify({
    ...rest,
    params: { ...params, epochs: 2 },
    models: {
      ...models,
      variants: models.variants.filter(({ name }: { name: string }) => name === 'dropout'),
    },
    seeds: 2,
  });
};

export const DIVERSE = `
  import { writeFileSync } from 'node:fs';
  const seed = Number(process.argv[2]);
  const boost = JSON.parse(process.env.CONCLUSIVE_PARAMS).boost ?? 0;
  writeFileSync(process.argv[3] + '/metrics.json', JSON.stringify({ accuracy: 0.8 + boost + 0.01 * Math.sin(seed * 7) }));`;

export const command = (more = '', script = 'train.mjs') => `
trainer: { versions: git --version, command: '"${process.execPath.replaceAll('\\', '/')}" ${script} {seed} {run_dir}' }
models:
  variants: [{ name: head, params: { boost: 0.1 } }]
metrics: [{ name: accuracy }]
seeds: 4
${more}`;

/** Seeds move the two models differently, so that their difference varies. */
export const VARIED = DIVERSE.replace('sin(seed * 7)', 'sin(seed * 7 + boost * seed)');

/** Of a module that trains a small layer; `body` is its code. */
export const module = (body: string) => ({
  'model.mjs': `import * as tf from '@tensorflow/tfjs';\n${body}`,
  'conclusive.yml':
    'trainer: { module: model.mjs }\nmodels: { variants: [{ name: b, params: { x: 1 } }] }\nmetrics: [{ name: accuracy }]\nseeds: 2\n',
});
export const MODEL = `model() { const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 2, activation: 'softmax' })] }); model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' }); return model; }`;

/** One clear message, exit code 2, and nothing on standard output. */
export async function expectRefused(files: Readonly<Record<string, string>>, message: RegExp): Promise<void> {
  const { code, stderr, stdout } = await conclusive(await folderWith(files), 'run');
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^error: /m);
  expect(stderr).not.toMatch(/dist\/|node:internal|fault of the program/);
  expect([code, stdout]).toEqual([2, '']);
}
