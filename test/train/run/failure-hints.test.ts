import { describe, expect, test } from 'vitest';
import {
  describeMisplaced,
  describeNoInput,
  describeWithheld,
} from '../../../src/train/run/failure-hints.ts';
import { createCommandTrainer } from '../../../src/train/trainers/command-trainer.ts';
import { openWorkTrees } from '../../../src/train/work-tree/work-trees.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { trainFailing } from './train-failing.ts';

const WRITES = `import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('results/plots', { recursive: true });
mkdirSync('__pycache__');
for (const file of ['__pycache__/a.json', 'model.pt', 'results/plots/a.png', 'results/metrics.json', 'metrics.json'])
  writeFileSync(file, '{"accuracy": 0.9}');`;

test('what appeared in the working directory is named, and how to have it read', async () => {
  const { record, check } = await trainFailing(WRITES);
  expect(record).toMatchObject({ status: 'crashed', metrics: {} });
  expect(check).toContain(
    'the run directory is empty, but metrics.json, results/metrics.json appeared in the working directory; add trainer.outputs: [metrics.json, results/metrics.json], or write to {run_dir}',
  );
});

test('with that line, it is read', async () => {
  const { record } = await trainFailing(WRITES, {
    workTrees: openWorkTrees({
      checkout: '/elsewhere',
      output: await temporaryFolder(),
      outputs: ['metrics.json'],
    }),
  });
  expect(record).toMatchObject({ status: 'ok', metrics: { test: { accuracy: 0.9 } } });
});

test('so is a program that prints one metric of two', async () => {
  await expect(
    trainFailing(`${WRITES} console.log('loss: 0.5');`, { declaredMetrics: ['loss', 'accuracy'] }),
  ).rejects.toThrow(
    /reports no "accuracy"; it reports test loss.*the run directory is empty, but metrics\.json, .* add trainer\.outputs/,
  );
});

test('where the program wrote something to the run directory, that is what is told of', async () => {
  const { check } = await trainFailing(
    `${WRITES} writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/weights.bin', '');`,
  );
  expect(check).toContain('nothing to read in the run directory. It holds "weights.bin"');
});

test('of many files the first are named, and odd names as YAML takes them', async () => {
  const describeFiles = async (...files: string[]) =>
    describeMisplaced(await temporaryFolder(), { findNewFiles: () => files });
  expect(await describeFiles('a.csv', 'out/b.csv', 'out/c.csv', 'out/d/e.csv')).toBe(
    'the run directory is empty, but a.csv, out/b.csv, out/c.csv and 1 more appeared in the working directory; add trainer.outputs: [a.csv, out/b.csv, out/c.csv, …], or write to {run_dir}',
  );
  expect(await describeFiles('my log, new.csv')).toContain('trainer.outputs: ["my log, new.csv"]');
  expect(await describeFiles('model.pt', 'plot.png')).toBeNull();
  expect(await describeFiles()).toBeNull();
});

test.skipIf(process.platform === 'win32')(
  'a run that removes its own tree, or closes it, is a failed run as any other',
  async () => {
    for (const deed of [`rmSync(process.cwd(), { recursive: true })`, `chmodSync(process.cwd(), 0)`]) {
      const { record } = await trainFailing(`import { chmodSync, rmSync } from 'node:fs'; ${deed};`, {
        workTrees: openWorkTrees({
          checkout: '/elsewhere',
          output: await temporaryFolder(),
          outputs: ['a.json'],
        }),
      });
      expect(record).toMatchObject({
        status: 'crashed',
        failure: expect.stringContaining('nothing to read'),
      });
    }
  },
);

test('outputs are part of what a run is known by, and records without them stay what they are', () => {
  const identity = (trainer: object) =>
    createCommandTrainer('train', {
      vary: ['init'],
      data: 'bootstrap',
      trainer: { command: 'train', backend: 'auto', ...trainer },
    }).identity.trainer;
  expect(identity({})).toEqual({ command: 'train' });
  expect(identity({ outputs: ['metrics.json'] })).toEqual({ command: 'train', outputs: ['metrics.json'] });
});

const inherited = { KAGGLE_KEY: 'k', DATA_ROOT: '/data', GITHUB_TOKEN: 'g', PATH: '/bin', _: 'x' };
const given = { PATH: '/bin' };

describe('a program that misses a variable which runs do not get is told the line that passes it on', () => {
  test.each([
    ["KeyError: 'DATA_ROOT'", /^DATA_ROOT is set here.*add trainer\.environment: \[DATA_ROOT\]/],
    ['Error: set $DATA_ROOT and KAGGLE_KEY', /trainer\.environment: \[KAGGLE_KEY, DATA_ROOT\]/],
    ['HTTPError: 401 Client Error: Unauthorized', /trainer\.environment: \[KAGGLE_KEY\]/],
    ['wandb: ERROR api_key not configured (no-tty)', /trainer\.environment: \[KAGGLE_KEY\]/],
  ])('%s', (printed, hint) => {
    expect(describeWithheld(printed, inherited, given)).toMatch(hint);
  });

  test.each(["KeyError: 'accuracy'", "KeyError: 'GITHUB_TOKEN'", 'PATH', 'MY_DATA_ROOT', '_'])(
    '%s has nothing to do with it',
    (printed) => {
      expect(describeWithheld(printed, inherited, given)).toBeNull();
    },
  );
});

test('the report of a failed run says so', async () => {
  process.env.CONCLUSIVE_TEST_ROOT = '/data';
  try {
    const { check } = await trainFailing(
      `if (!process.env.CONCLUSIVE_TEST_ROOT) { console.error("KeyError: 'CONCLUSIVE_TEST_ROOT'"); process.exit(1); }`,
    );
    expect(check).toContain('add trainer.environment: [CONCLUSIVE_TEST_ROOT] to the config');
  } finally {
    delete process.env.CONCLUSIVE_TEST_ROOT;
  }
});

test('a program that asks for input is told that a run has none', () => {
  const asked =
    'name? Traceback (most recent call last):\n  File "train.py"\nEOFError: EOF when reading a line';
  expect(describeNoInput(asked)).toContain('pass the value as an option of trainer.command');
  expect(describeNoInput('EOFError: Ran out of input')).toBeNull();
});
