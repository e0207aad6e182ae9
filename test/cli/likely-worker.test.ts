import { existsSync, realpathSync } from 'node:fs';
import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startLikelyWorker } from '../../src/cli/likely-worker.ts';
import { physicalCores } from '../../src/train/process/cores.ts';
import { threadsOfRun } from '../../src/train/process/devices.ts';
import { environmentOfRun, trainingEnvironment } from '../../src/train/process/environment.ts';
import { endUnclaimed, launch } from '../../src/train/process/start-ahead.ts';
import { compileCommand, serveCommand } from '../../src/train/trainers/worker-command.ts';
import { temporaryFolder } from '../support/temporary.ts';

afterEach(() => {
  endUnclaimed();
  vi.unstubAllEnvs();
});

const MODELS = 'models: { baseline: {}, variants: [{ name: wide, params: { width: 8 } }] }\n';

/** @returns whether the compiler and the worker were started that a run of `model.ts` in this folder asks for */
async function startedFor(config: string, name = 'conclusive.yml') {
  const directory = realpathSync(await temporaryFolder());
  await writeFile(join(directory, 'conclusive.yml'), config);
  startLikelyWorker({ repository: directory, config: name });
  return launchedIn(directory);
}

function launchedIn(directory: string) {
  const programs = [
    [compileCommand(join(directory, 'model.ts')), trainingEnvironment(process.env, {})],
    [serveCommand(), environmentOfRun(process.env, {})],
  ] as const;
  return programs.map(([argv, environment]) => {
    const { child, mark } = launch({ argv, directory, environment }, { mark: 'new' });
    child.kill('SIGKILL');
    return mark !== 'new';
  });
}

/** @returns how many of the program that `trainer.serve` names were started, of as many as are asked for */
async function servedFor(...request: Parameters<typeof marksFor>) {
  return (await marksFor(...request)).length;
}

/** @returns their `CONCLUSIVE_RUN_DIR` */
async function marksFor(
  trainer: string,
  { asked = 3, parallel = 2, files = {} as Record<string, number> } = {},
) {
  const directory = realpathSync(await temporaryFolder());
  await mkdir(join(directory, '.conclusive/runs'), { recursive: true });
  for (const [name, text] of [
    ['conclusive.yml', `trainer:\n  command: python train.py\n${trainer}\n${MODELS}`],
    ['train.py', ''],
  ] as const) {
    await writeFile(join(directory, name), text);
    await utimes(join(directory, name), files[name] ?? 3, files[name] ?? 3);
  }
  await utimes(join(directory, '.conclusive/runs'), 2, 2);
  startLikelyWorker({ repository: directory, config: 'conclusive.yml' }, { parallel });
  const environment = environmentOfRun(process.env, {}, threadsOfRun(physicalCores(), parallel));
  const [, program = `${process.execPath} serve.js`] = /serve: "?([^"\n]+)/.exec(trainer) ?? [];
  const argv = program.split(' ');
  return Array.from({ length: asked }, () => {
    const { child, mark } = launch({ argv, directory, environment }, { mark: 'new' });
    child.kill('SIGKILL');
    return mark ?? '';
  }).filter((mark) => mark !== 'new');
}

describe.skipIf(process.platform === 'win32')('programs of trainer.serve', () => {
  test('are started for each run at a time, and each is taken once', async () => {
    expect(await servedFor(`  serve: ${process.execPath} serve.js`)).toBe(2);
    expect(await servedFor(`  serve: "${process.execPath} serve.js"`, { parallel: 1 })).toBe(1);
    expect(await servedFor(`  serve: ${process.execPath} serve.js`, { parallel: 9, asked: 9 })).toBe(4);
  });

  test('have a folder that they may make, outside the checkout, which does not stay', async () => {
    const before = process.listeners('exit');
    const [folder = ''] = await marksFor(`  serve: ${process.execPath} serve.js`);
    expect(dirname(dirname(folder))).toBe(tmpdir());
    await mkdir(folder, { recursive: true });
    for (const listener of process.listeners('exit')) if (!before.includes(listener)) listener(0);
    expect(existsSync(dirname(folder))).toBe(false);
  });

  test.each([
    ['no program stays', ''],
    ['a shell would be needed', `  serve: ${process.execPath} serve.js | tee log`],
    ['setup comes first', `  serve: ${process.execPath} serve.js\n  setup: [make]`],
    ['runs get a variable', `  serve: ${process.execPath} serve.js\n  environment: [DATA]`],
    [
      'the config says how many runs go on at a time',
      `  serve: ${process.execPath} serve.js\nlimits: { parallel: 2 }`,
    ],
    ['runs are kept apart', `  serve: ${process.execPath} serve.js\nreference: { ref: base }`],
    [
      'a value has the sign of a comment before that',
      `  serve: ${process.execPath} serve.js\nreference: { params: { c: '#f' }, ref: base }`,
    ],
  ])('are not where %s', async (_, trainer) => {
    expect(await servedFor(trainer)).toBe(0);
  });

  test('are not where runs were recorded since the last change', async () => {
    const serve = `  serve: ${process.execPath} serve.js`;
    expect(await servedFor(serve, { files: { 'conclusive.yml': 1, 'train.py': 1 } })).toBe(0);
    expect(await servedFor(serve, { files: { 'conclusive.yml': 1 } })).toBe(2);
  });
});

describe.skipIf(process.platform === 'win32')('the likely worker', () => {
  test.each([
    `trainer: { module: model.ts }\n${MODELS}`,
    `${MODELS}trainer:\n  backend: auto\n  module: "model.ts" # ours\n`,
    `# module: other.ts, of ref: base\ntrainer:\n  module: 'model.ts'\n${MODELS}`,
  ])('is started, and the module compiled, for %j', async (config) => {
    expect(await startedFor(config)).toEqual([true, true]);
  });

  test.each([
    ['a command trains', `trainer: { command: python model.ts }\n${MODELS}`],
    ['there is nothing to compile', `trainer: { module: model.js }\n${MODELS}`],
    ['they get a variable', `trainer: { module: model.ts, environment: [DATA] }\n${MODELS}`],
    ['a queue carries them out', `trainer: { module: model.ts }\nexecutor: { kind: slurm }\n${MODELS}`],
    ['the module lies elsewhere', `trainer: { module: ../model.ts }\n${MODELS}`],
    ['its path is absolute', `trainer: { module: /model.ts }\n${MODELS}`],
    ['the config is empty', ''],
  ])('is not where %s', async (_, config) => {
    expect(await startedFor(config)).toEqual([false, false]);
  });

  test('is not where runs are kept apart, whose code is compiled all the same', async () => {
    const config = 'trainer: { module: model.ts }\nmodels: { baseline: { ref: base } }\n';
    expect(await startedFor(config)).toEqual([true, false]);
  });

  test('is not where there is no config', async () => {
    expect(await startedFor(MODELS, 'other.yml')).toEqual([false, false]);
  });

  test.each([
    ['a run was recorded since the last change', {}, false],
    ['the config has changed since', { 'conclusive.yml': 3 }, true],
    ['the module has', { 'model.ts': 3 }, true],
    ['a file beside it has', { 'part.ts': 3 }, true],
    ['the records are in another folder', { other: 3 }, true],
  ])('where %s', async (_, changed: Readonly<Record<string, number>>, isStarted) => {
    const directory = realpathSync(await temporaryFolder());
    const output = 'other' in changed ? join(directory, 'other') : undefined;
    await mkdir(join(directory, '.conclusive/runs'), { recursive: true });
    const files = {
      'conclusive.yml': `trainer: { module: model.ts }\n${MODELS}`,
      'model.ts': '',
      'part.ts': '',
    };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(directory, name), text);
      await utimes(join(directory, name), 1, changed[name] ?? 1);
    }
    await utimes(join(directory, '.conclusive/runs'), 2, 2);
    startLikelyWorker({ repository: directory, config: 'conclusive.yml' }, { output });
    expect(launchedIn(directory)).toEqual([isStarted, isStarted]);
  });

  test('works in the folder that links lead to', async () => {
    const root = realpathSync(await temporaryFolder());
    await mkdir(join(root, 'real'));
    await writeFile(join(root, 'real/conclusive.yml'), `trainer: { module: model.ts }\n${MODELS}`);
    await symlink('real', join(root, 'link'));
    startLikelyWorker({ repository: join(root, 'link'), config: 'conclusive.yml' });
    expect(launchedIn(join(root, 'real'))).toEqual([true, true]);
  });

  test('gets no token', async () => {
    vi.stubEnv('GITHUB_TOKEN', 'secret');
    vi.stubEnv('HF_TOKEN', 'secret');
    // It was asked for with the environment of a run, which has none.
    expect(await startedFor(`trainer: { module: model.ts }\n${MODELS}`)).toEqual([true, true]);
    expect(Object.values(environmentOfRun(process.env, {}))).not.toContain('secret');
  });
});
