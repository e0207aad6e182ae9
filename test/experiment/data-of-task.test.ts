import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dataOfTask, dataSetsOf, readData } from '../../src/experiment/data-of-task.ts';
import type { PreparedModel } from '../../src/plan/runs/plan-runs.ts';
import { record } from '../checks/records.ts';

function model(directory: string): PreparedModel {
  return { name: 'head', ref: null, commit: null, directory, params: {}, fingerprint: () => '' };
}

test('a command with {task} is read for the files of each task', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tasks-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [task, lines] of [
    ['wine', 30],
    ['rte', 40],
  ] as const) {
    await mkdir(join(directory, 'data', task), { recursive: true });
    const rows = Array.from({ length: lines }, (_, at) => `${task} ${at},${at % 2}`);
    for (const split of ['train', 'test'])
      await writeFile(join(directory, 'data', task, `${split}.csv`), ['text,label', ...rows, ''].join('\n'));
  }
  const experiment = {
    config: { checks: {}, trainer: { command: 'python3 train.py --data data/{task}' } },
    models: [model(directory)],
    trainer: { kind: 'command' as const },
  };
  const [wine] = await dataOfTask(experiment, [], 'wine', []);
  expect(wine?.files).toMatchObject({ train: 'data/wine/train.csv', test: 'data/wine/test.csv' });
  const [rte] = await dataOfTask(experiment, [], 'rte', []);
  expect(rte?.files).toMatchObject({ train: 'data/rte/train.csv', test: 'data/rte/test.csv' });
});

test('what a module tells about its data is read from the runs of the task, and named files are of every task', async () => {
  const experiment = { models: [model('/nowhere')], trainer: { kind: 'module' as const } };
  const config = { checks: {}, trainer: {} };
  const [none] = await dataOfTask({ ...experiment, config }, [], 'rte', [record('head', 1)]);
  expect(none?.evidence).toBe(null);
  const shared = [{ model: 'head', evidence: null, reason: 'shared' }];
  const named = { checks: { files: { train: 'a.csv', test: 'b.csv' } }, trainer: {} };
  expect(await dataOfTask({ ...experiment, config: named }, shared, 'rte', [])).toBe(shared);
});

test('what was read before the first run stands, in each task', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tasks-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const write = async (task: string, lines: number) => {
    await mkdir(join(directory, 'data', task), { recursive: true });
    const rows = Array.from({ length: lines }, (_, at) => `${task} ${at},${at % 2}`);
    for (const split of ['train', 'test'])
      await writeFile(join(directory, 'data', task, `${split}.csv`), ['text,label', ...rows, ''].join('\n'));
  };
  await write('wine', 30);
  const experiment = {
    config: {
      checks: {},
      trainer: { command: 'python3 train.py --data data/{task}' },
      tasks: ['wine', 'rte'].map((name) => ({ name, params: {}, margin: null })),
    },
    models: [model(directory)],
    trainer: { kind: 'command' as const },
  };
  const before = await readData(experiment, []);
  await write('wine', 50);
  await write('rte', 40);
  const after = await readData(experiment, [], before);
  const examples = (data: typeof before) =>
    dataSetsOf(data).map(([first]) => first?.evidence?.exact.test.examples ?? null);
  expect(examples(before)).toEqual([30, null]);
  expect(examples(after)).toEqual([30, 40]);
});
