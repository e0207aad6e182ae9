/** The package as npm packs it, installed beside nothing else. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary.ts';
import { CLASSIFIER, parseLines } from '../../../test/support/worker.ts';

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;
let bin: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conclusive-'));
  const packing = ['pack', '--workspace', 'packages/tfjs-trainer', '--pack-destination', folder];
  await execute('npm', packing, { cwd: ROOT });
  const [packed = ''] = await readdir(folder);
  await execute('tar', ['-xzf', packed], { cwd: folder });
  await mkdir(join(folder, 'node_modules'));
  await cp(join(folder, 'package'), join(folder, 'node_modules/conclusive-tfjs'), { recursive: true });
  bin = join(folder, 'node_modules/conclusive-tfjs/bin.js');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await writeFile(join(folder, 'model.ts'), CLASSIFIER);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  execute(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...variables },
  });

test('a seed gives its bytes again, replayed or not, by options or by the variables of a command', async () => {
  const options = ['model.ts', '--seed', '3', '--param', 'epochs=4', '--param', 'learning_rate=0.02'];
  await start([...options, '--out', 'one']);
  await start([...options, '--out', 'two', '--replay']);
  await mkdir(join(folder, 'three'));
  await start(['model.ts'], {
    CONCLUSIVE_SEED: '3',
    CONCLUSIVE_SEED_INIT: '3',
    CONCLUSIVE_SEED_ORDER: '3',
    CONCLUSIVE_SEED_DATA: '0',
    CONCLUSIVE_DATA: 'all',
    CONCLUSIVE_PARAMS: '{"epochs":4,"learning_rate":0.02}',
    CONCLUSIVE_RUN_DIR: join(folder, 'three'),
  });
  await start(['model.ts', '--seed', '4', '--out', 'other', '--param', 'epochs=4']);
  const textOf = (run: string, file: string) => readFile(join(folder, run, file), 'utf8');
  for (const file of ['log.jsonl', 'predictions.jsonl']) {
    const text = await textOf('one', file);
    expect(await textOf('two', file)).toBe(text);
    expect(await textOf('three', file)).toBe(text);
    expect(await textOf('other', file)).not.toBe(text);
  }
  expect(parseLines(await textOf('one', 'log.jsonl'))).toHaveLength(4);
  expect(JSON.parse(await textOf('one', 'metrics.json'))).toMatchObject({ status: 'ok' });
});

test.each([
  [['model.ts', '--out', 'new'], '--seed is missing'],
  [['model.ts', '--seed', '0', '--out', 'new'], '--seed is 0'],
  [['model.ts', '--seed', '1'], '--out is missing'],
  [['--seed', '1', '--out', 'new'], 'name one module'],
  [['model.ts', '--seed', '1', '--out', '.'], 'is not empty'],
  [['model.ts', '--seed', '1', '--out', 'new', '--param', 'epochs'], 'has no value'],
  [['model.ts', '--seed', '1', '--out', 'new', '--backend', 'gpu'], '--backend gpu is not known'],
  [['model.ts', '--seed', '1', '--out', 'new', '--vary', 'weights'], '--vary weights'],
  [['absent.ts', '--seed', '1', '--out', 'new'], 'absent.ts does not exist'],
])('%j is refused with what to do, and exit code 2', async (args, message) => {
  await expect(start(args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});

const TRAIN = `import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { installKernels } from 'conclusive-tfjs';
const before = await installKernels(tf).catch(({ message }) => message);
const dense = (units, given) => tf.layers.dense({ units, kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }), ...given });
async function losses() {
  const model = tf.sequential({ layers: [
    tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [8, 8, 1], activation: 'relu', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
    tf.layers.flatten(), dense(5, { activation: 'softmax' })] });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  const xs = tf.randomNormal([60, 8, 8, 1], 0, 1, 'float32', 1);
  const ys = tf.oneHot(tf.range(0, 60).mod(5).toInt(), 5);
  return (await model.fit(xs, ys, { epochs: 3, batchSize: 20, shuffle: false, verbose: 0 })).history.loss;
}
await tf.setBackend('cpu');
const plain = await losses();
await tf.setBackend('wasm');
const shipped = await losses().catch(({ message }) => message);
await installKernels(tf);
await installKernels(tf);
console.log(JSON.stringify({ before, plain, shipped, own: await losses() }));
`;

test("the kernels train with anyone's TensorFlow.js, where those that it ships cannot", async () => {
  await symlink(join(ROOT, 'node_modules/@tensorflow'), join(folder, 'node_modules/@tensorflow'));
  await writeFile(join(folder, 'train.js'), TRAIN);
  const { stdout } = await execute(process.execPath, ['train.js'], { cwd: folder });
  const { before, plain, shipped, own } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(before).toMatch(/the backend is (cpu|not set).*setBackend\('wasm'\)/);
  expect(shipped).toMatch(/not registered|not found/);
  expect(own).toHaveLength(3);
  for (const [epoch, loss] of own.entries()) expect(loss).toBeCloseTo(plain[epoch], 4);
});

const USE = `import type { Context, Dataset, ModelModule } from 'conclusive-tfjs';
import { installKernels } from 'conclusive-tfjs';
const rate: number | string | boolean | undefined = {} as Context['params'][string];
export const model: ModelModule = {
  data({ seed }: Context): Dataset { throw new Error(String(seed + Number(rate))); },
  model() { throw new Error(); },
};
export const done: Promise<void> = installKernels({});
// @ts-expect-error a seed is a number
export const wrong: string = ({} as Context).seed;
`;

test.each([
  [7, ROOT],
  [5, join(ROOT, 'packages/tfjs-trainer')],
])('its types compile under TypeScript %d without other packages', async (major, at) => {
  const alone = await temporaryFolder();
  await cp(join(folder, 'package'), join(alone, 'node_modules/conclusive-tfjs'), { recursive: true });
  await writeFile(join(alone, 'package.json'), '{ "type": "module" }\n');
  await writeFile(join(alone, 'use.ts'), USE);
  const compiler = join(at, 'node_modules/typescript');
  const { version } = JSON.parse(await readFile(join(compiler, 'package.json'), 'utf8'));
  expect(Number.parseInt(version, 10)).toBe(major);
  for (const how of [
    '--module nodenext',
    '--module esnext --moduleResolution bundler',
    '--module commonjs --esModuleInterop',
  ]) {
    const options = `--strict --noEmit --target es2022 ${how}`.split(' ');
    const compiling = execute(process.execPath, [join(compiler, 'bin/tsc'), ...options, 'use.ts'], {
      cwd: alone,
    });
    await compiling.catch(({ stdout }) => expect.fail(stdout));
  }
});
