import { existsSync } from 'node:fs';
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as util from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { git } from '../../../src/git/git.ts';
import { readChoices } from '../../../src/train/module/backend-choices.ts';
import { type BackendRequest, chooseBackend } from '../../../src/train/module/choose-backend.ts';
import { findTfjsNode, probeTfjsNode } from '../../../src/train/module/find-tfjs-node.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A folder whose node_modules has a package of that name with this code. */
async function folderWithTfjsNode(code: string): Promise<string> {
  const folder = await temporaryFolder();
  await addPackage(folder, '@tensorflow/tfjs-node', code);
  return folder;
}

async function addPackage(folder: string, name: string, code: string): Promise<void> {
  const packageFolder = join(folder, 'node_modules', name);
  await mkdir(packageFolder, { recursive: true });
  await writeFile(
    join(packageFolder, 'package.json'),
    JSON.stringify({ name, version: '0.0.0', main: 'index.js' }),
  );
  await writeFile(join(packageFolder, 'index.js'), code);
}

const WORKS = `console.log('noise'); exports.version = { tfjs: '4.22.0', 'tfjs-node': '4.22.0' }; exports.backend = () => ({ binding: { TF_Version: '2.21.0' } });`;
const VERSION = '4.22.0 (tfjs-node 4.22.0, TensorFlow 2.21.0)';

/** Asked in a folder of its own, with steps that take so long. */
async function request(
  wanted: BackendRequest['wanted'],
  code: string | null,
  stepMs: { wasm: number | null; native: number | null } = { wasm: 10, native: 10 },
) {
  const asked: string[] = [];
  const made = {
    wanted,
    folder: code === null ? await temporaryFolder() : await folderWithTfjsNode(code),
    output: await temporaryFolder(),
    timed: { code: 'abc' },
    time: async (backend: 'wasm' | 'native') => {
      asked.push(backend);
      return stepMs[backend];
    },
  };
  return { ...made, asked };
}

describe('backend: auto', () => {
  test.each([
    ['much faster', { wasm: 300, native: 165.4 }, 'native', '165 ms a step, wasm 300 ms'],
    ['slower', { wasm: 6.31, native: 25.8 }, 'wasm', '6.3 ms a step, native 26 ms'],
    ['hardly faster', { wasm: 100, native: 96 }, 'wasm', '100 ms a step, native 96 ms'],
    ['not able to take a step', { wasm: 100, native: null }, 'wasm', 'no step timed on native'],
  ] as const)('takes the faster one: native is %s', async (_, stepMs, backend, reason) => {
    const choice = await chooseBackend(await request('auto', WORKS, stepMs));
    expect(choice).toMatchObject({ backend, reason: expect.stringContaining(reason) });
    expect(choice.version).toBe(backend === 'native' ? VERSION : null);
  });

  test.each([
    ['a measurement that failed is taken again', undefined, 4],
    ['a backend that takes no step is not', null, 2],
  ])('%s', async (_, native, count) => {
    const asked: string[] = [];
    const time = async (backend: string) => {
      asked.push(backend);
      return backend === 'wasm' ? 10 : native;
    };
    const auto = { ...(await request('auto', WORKS)), time };
    for (let run = 0; run < 2; run += 1)
      expect(await chooseBackend(auto)).toMatchObject({
        ...{ backend: 'wasm', reason: expect.stringContaining('no step timed on native') },
      });
    expect(asked).toHaveLength(count);
  });

  test('measures once: whoever goes on with the experiment keeps the choice', async () => {
    const first = await request('auto', WORKS, { wasm: 300, native: 165 });
    const choice = await chooseBackend(first);
    expect(first.asked.sort()).toEqual(['native', 'wasm']);
    const again = { ...first, time: async (backend: string) => (backend === 'wasm' ? 1 : 1000) };
    expect(await chooseBackend(again)).toEqual(choice);
    // Another job of the same experiment, which may not measure.
    expect(await chooseBackend({ ...first, time: null })).toEqual(choice);
    // Another model is another experiment.
    expect(await chooseBackend({ ...again, timed: { code: 'def' } })).toMatchObject({ backend: 'wasm' });
  });

  test('takes what every job of a shared experiment would take, where none has measured', async () => {
    const choice = await chooseBackend({ ...(await request('auto', WORKS)), time: null });
    expect(choice).toMatchObject({ backend: 'wasm', reason: expect.stringContaining('share an experiment') });
  });

  test('measures anew where the kept choices cannot be read', async () => {
    const first = await request('auto', WORKS, { wasm: 300, native: 165 });
    await writeFile(join(first.output, 'backends.json'), '{ "choices": [{ "backend": "gpu" }] }');
    expect(await chooseBackend(first)).toMatchObject({ backend: 'native' });
    expect(await readChoices(first.output)).toHaveLength(1);
  });

  test.each([
    [
      'throws',
      `throw new Error('libtensorflow.so.2: cannot open shared object file');`,
      'cannot open shared object file',
    ],
    [
      'takes its process down',
      'process.kill(process.pid, "SIGSEGV");',
      'tfjs-node does not load: its process was ended by SIGSEGV; the file may be damaged',
    ],
    [
      'ends its process',
      'process.exit(3);',
      'tfjs-node does not load: exit code 1: the module ended the process',
    ],
  ])('is the embedded one where the native one %s, and says why', async (_, code, reason) => {
    const asked = await request('auto', code);
    const choice = await chooseBackend(asked);
    expect(choice).toMatchObject({ backend: 'wasm', version: null, reason: expect.stringContaining(reason) });
    expect(asked.asked).toEqual([]);
  });
});

test.each(['nowhere', 'a-file'])(
  'CONCLUSIVE_NATIVE that names %s is told, and not passed over in silence',
  async (name) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a-file'), '');
    vi.stubEnv('CONCLUSIVE_NATIVE', join(folder, name));
    onTestFinished(() => void vi.unstubAllEnvs());
    const reason = 'no tfjs-node in CONCLUSIVE_NATIVE, nor elsewhere';
    expect(await chooseBackend(await request('auto', null))).toMatchObject({ backend: 'wasm', reason });
    await expect(chooseBackend(await request('native', null))).rejects.toThrow(reason);
  },
);

describe('the package for GPUs', () => {
  const forGpu = (usesGpu: boolean) =>
    WORKS.replace('({ binding', `({ isUsingGpuDevice: ${usesGpu}, binding`);

  test.each([
    [
      'is taken where it finds one',
      forGpu(true),
      'tfjs-node-gpu',
      '4.22.0 (tfjs-node 4.22.0, TensorFlow 2.21.0, GPU)',
    ],
    ['is passed over where it finds none', forGpu(false), 'tfjs-node', VERSION],
    ['is passed over where it does not load', 'throw new Error("libcudart");', 'tfjs-node', VERSION],
  ])('%s', async (_, code, name, version) => {
    const asked = await request('auto', WORKS, { wasm: 300, native: 10 });
    await addPackage(asked.folder, '@tensorflow/tfjs-node-gpu', code);
    expect(await chooseBackend(asked)).toMatchObject({
      ...{ backend: 'native', version },
      tfjsNode: expect.stringContaining(`@tensorflow/${name}/index.js`),
    });
  });

  test('alone and without a GPU is told, and does not keep the other from being installed', async () => {
    const asked = await request('native', null);
    await addPackage(asked.folder, '@tensorflow/tfjs-node-gpu', forGpu(false));
    const why = '@tensorflow/tfjs-node-gpu finds no GPU, and tfjs-node is not installed';
    await expect(chooseBackend(asked)).rejects.toThrow(why);
    expect(await chooseBackend({ ...asked, wanted: 'auto' })).toMatchObject({ backend: 'wasm', reason: why });
    const installed = await folderWithTfjsNode(WORKS);
    expect(await chooseBackend({ ...asked, install: async () => installed })).toMatchObject({
      version: VERSION,
    });
  });
});

describe('a backend that the config names', () => {
  test('is taken without a measurement, or it is an error with the fix', async () => {
    expect(await chooseBackend(await request('wasm', null))).toMatchObject({ backend: 'wasm' });
    const native = await request('native', WORKS);
    expect(await chooseBackend(native)).toEqual({
      backend: 'native',
      reason: 'the config asks for it',
      version: VERSION,
      tfjsNode: expect.stringContaining('node_modules/@tensorflow/tfjs-node/index.js'),
    });
    expect(native.asked).toEqual([]);
    const broken = await request('native', 'throw new Error("no");');
    await expect(chooseBackend(broken)).rejects.toThrow(UserError);
    await expect(chooseBackend(broken)).rejects.toThrow(
      'trainer.backend: native needs @tensorflow/tfjs-node',
    );
  });
});

test('the two functions that tfjs-node misses come to be in the worker, and not here', async () => {
  const code = `${WORKS} const util = require('node:util'); exports.version = { tfjs: String(util.isNullOrUndefined(null) && util.isArray([])) };`;
  const before = Object.keys(util);
  expect(await chooseBackend(await request('native', code))).toMatchObject({
    version: expect.stringContaining('true'),
  });
  expect(Object.keys(util)).toEqual(before);
});

describe('tfjs-node that came with the code is not loaded', () => {
  /** In a repository; what is tracked of it, the test says. */
  async function repositoryWithTfjsNode() {
    const marker = join(await temporaryFolder(), 'loaded');
    const code = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, ''); ${WORKS}`;
    const asked = await request('auto', code, { wasm: 10, native: 1 });
    await git(asked.folder, 'init', '--quiet');
    return { ...asked, marker };
  }

  test.each([
    ['is tracked', 'node_modules'],
    ['has a tracked package.json', 'node_modules/@tensorflow/tfjs-node/package.json'],
  ])('which %s, whatever asks for it', async (_, tracked) => {
    const { marker, ...asked } = await repositoryWithTfjsNode();
    await git(asked.folder, 'add', '--force', tracked);
    expect(await chooseBackend(asked)).toMatchObject({ backend: 'wasm' });
    await expect(chooseBackend({ ...asked, wanted: 'native' })).rejects.toThrow('is not installed');
    // Nor where Conclusive itself would have it.
    vi.stubEnv('CONCLUSIVE_NATIVE', asked.folder);
    expect(await chooseBackend({ ...asked, folder: await temporaryFolder() })).toMatchObject({
      backend: 'wasm',
    });
    expect(existsSync(marker)).toBe(false);
  });

  test('of which a dependency is tracked, or the folder that it is a link to', async () => {
    const { folder } = await repositoryWithTfjsNode();
    expect(await findTfjsNode([folder])).not.toBeNull();
    const dependency = join(folder, 'node_modules/@tensorflow/tfjs');
    await mkdir(dependency);
    await writeFile(join(dependency, 'index.js'), '');
    await git(folder, 'add', '--force', dependency);
    expect(await findTfjsNode([folder])).toBeNull();

    const linked = await repositoryWithTfjsNode();
    const path = join(linked.folder, 'node_modules/@tensorflow/tfjs-node');
    await rename(path, join(linked.folder, 'vendored'));
    await symlink('../../vendored', path);
    await git(linked.folder, 'add', 'vendored');
    expect(await findTfjsNode([linked.folder])).toBeNull();
  });

  test('of which git cannot say whether it is tracked', async () => {
    const { folder } = await repositoryWithTfjsNode();
    await writeFile(join(folder, '.git/index'), 'no index');
    expect(await findTfjsNode([folder])).toBeNull();
  });
});

test.each([
  ['no JSON', 'no version'],
  ['{ "version": 4, "failure": "" }', 'no version'],
  ['{ "version": "4\\u001b[31m", "failure": "" }', 'no version'],
  ['[]', 'no version'],
])('a native library that answers in place of Conclusive is not believed: %s', async (answer, why) => {
  const code = `process.stdout.write(${JSON.stringify(`\n${answer}\n`)}); process.reallyExit(0);`;
  const entry = await findTfjsNode([await folderWithTfjsNode(code)]);
  expect(await probeTfjsNode(entry ?? '')).toEqual({
    ...{ version: null, usesGpu: false },
    failure: expect.stringContaining(why),
  });
});

test('the native backend is installed where the config names it, nobody has it and there is a way', async () => {
  const installed = await folderWithTfjsNode(WORKS);
  const native = { ...(await request('native', null)), install: async () => installed };
  expect(await chooseBackend(native)).toMatchObject({ backend: 'native', version: VERSION });
  const auto = { ...(await request('auto', null)), install: () => expect.fail('not asked for') };
  expect(await chooseBackend(auto)).toMatchObject({ backend: 'wasm' });
});
