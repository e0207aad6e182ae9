/** A program that knows nothing of the run directory is told which line takes what it has left beside its code. */
import { expect, test } from 'vitest';
import { describeMisplaced } from '../../../src/train/run/describe-misplaced.ts';
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
