/** The native backend as `npm run setup:native` has built it; `.ci/run` does both. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { everySource } from '../../../../src/plan/runs/source-seeds.ts';
import { findTfjsNode, nativeFolder } from '../../../../src/train/module/find-tfjs-node.ts';
import { workerPath } from '../../../../src/train/module/worker-command.ts';
import { findNode24 } from '../../../../test/support/node24.ts';
import { temporaryFolder } from '../../../../test/support/temporary.ts';
import { parseLines } from '../../../../test/support/worker.ts';
import type { ModuleJob } from '../../src/worker/job.ts';
import { expectClose } from '../support/backends.ts';

const FIXTURES = fileURLToPath(new URL('../../../../fixtures', import.meta.url));
const tfjsNode = (await findTfjsNode([nativeFolder()])) ?? undefined;

async function train(
  module: string,
  job: Pick<ModuleJob, 'params' | 'backend'>,
  node = process.execPath,
): Promise<{ curve: readonly number[]; probabilities: readonly number[] }> {
  const folder = await temporaryFolder();
  const runDirectory = join(folder, 'run');
  await mkdir(runDirectory);
  const path = join(folder, 'job.json');
  const common = { module, seed: 1, seeds: everySource(1), vary: ['init', 'order'], data: 1 };
  await writeFile(path, JSON.stringify({ ...common, ...job, tfjsNode, runDirectory }));
  await promisify(execFile)(node, [workerPath(), path]);
  const textOf = (name: string) => readFile(join(runDirectory, name), 'utf8');
  const epochs = parseLines(await textOf('log.jsonl')) as Array<{ train: object; validation: object }>;
  const predictions = parseLines(await textOf('predictions.jsonl')) as Array<{ probabilities?: number[] }>;
  return {
    curve: epochs.flatMap(({ train, validation }) => [...Object.values(train), ...Object.values(validation)]),
    probabilities: predictions.slice(0, 2000).flatMap(({ probabilities = [] }) => probabilities),
  };
}

const GLOSS = { batch_size: 64, learning_rate: 0.002, word_dropout: 0.5, epochs: 1 };
const DIGITS = { batch_size: 64, noise: 0.2, learning_rate: 0.0025, epochs: 1 };

test.each([
  ['gloss', { ...GLOSS, encoder: 'transformer', layers: 1, width: 32, heads: 2 }],
  ['gloss', { ...GLOSS, encoder: 'bag', width: 32 }],
  ['digits', { ...DIGITS, network: 'conv', dropout: 0.3 }],
  ['digits', { ...DIGITS, network: 'transformer', width: 32, layers: 1, heads: 4 }],
])('%s trains as on the embedded backend: %o', async (fixture, params) => {
  const module = join(FIXTURES, fixture, 'model.ts');
  const embedded = await train(module, { params, backend: 'wasm' });
  expect(embedded.probabilities.length).toBeGreaterThan(1000);
  // Both versions of Node for one model of each experiment.
  const isTransformer = Object.values(params).includes('transformer');
  const others = isTransformer ? [findNode24() ?? process.execPath] : [];
  for (const node of new Set([process.execPath, ...others])) {
    const native = await train(module, { params, backend: 'native' }, node);
    expectClose(native.curve, embedded.curve, 1e-3);
    expectClose(native.probabilities, embedded.probabilities, 5e-3);
  }
});

test('every kernel of the plain backend is there', async () => {
  const folder = await temporaryFolder();
  const module = join(folder, 'model.ts');
  await writeFile(
    module,
    `export default { train({ tf, report }) {
      const missing = tf.getKernelsForBackend('cpu').filter(({ kernelName }) => tf.getKernel(kernelName, 'tensorflow') == null);
      throw new Error('backend ' + tf.getBackend() + ' lacks: ' + missing.map(({ kernelName }) => kernelName).sort());
    } };`,
  );
  await expect(train(module, { params: {}, backend: 'native' })).rejects.toThrow(
    /backend tensorflow lacks: ?$/m,
  );
});
