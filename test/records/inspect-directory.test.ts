import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { inspectDirectory, inspectRecord } from '../../src/records/inspect-directory.ts';
import { record } from '../checks/records.ts';
import { directoryOf, LOGS } from './readers/run-directory.ts';

/** Every folder of fixtures/logs in which a tool left something: below a tool's, and below `broken`. */
async function runFolders(): Promise<string[]> {
  const folders: string[] = [];
  for (const tool of await readdir(LOGS, { withFileTypes: true })) {
    if (!tool.isDirectory()) continue;
    const runs = await readdir(join(LOGS, tool.name), { withFileTypes: true });
    folders.push(
      ...runs
        .filter((run) => run.isDirectory() && !run.name.startsWith('_'))
        .map(({ name }) => join(LOGS, tool.name, name)),
    );
  }
  return folders;
}

const FOLDERS = await runFolders();

describe('every fixture is answered', () => {
  test.each(FOLDERS.map((folder) => [relative(LOGS, folder), folder] as const))(
    '%s',
    async (name, folder) => {
      const found = await inspectDirectory(folder, []);
      expect(found.files.length + (found.problem ?? '').length).toBeGreaterThan(0);
      if (name.startsWith('broken')) {
        expect(found.problem ?? found.failure ?? (found.warnings[0] || found.values[0])).toBeTruthy();
        return;
      }
      expect(found.problem).toBeNull();
      expect(found.values.length + found.curves.length).toBeGreaterThan(0);
      for (const value of found.values)
        expect(value, value.metric).toMatchObject({ file: expect.any(String), key: expect.any(String) });
    },
  );
});

describe('a folder', () => {
  it('shows numbers that no reader takes, under the keys of `from`', async () => {
    const found = await inspectDirectory(
      await directoryOf({ 'out/r.json': { a: { quality: 3 } }, 'p.yaml': 'lr: 0.1\n' }),
      [],
    );
    expect(found).toMatchObject({
      problem: expect.stringContaining('nothing to read in the run directory'),
      notRead: [
        { file: 'out/r.json', keys: ['a.quality'] },
        { file: 'p.yaml', keys: ['lr'] },
      ],
    });
  });

  it('does not list as unread what was read by `from`', async () => {
    const folder = await directoryOf({ 'r.json': { a: { quality: 3, other: 4 } } });
    const found = await inspectDirectory(folder, [
      {
        name: 'quality',
        direction: 'maximize',
        from: { name: 'q', split: null, file: 'r.json', key: 'a.quality' },
      },
    ]);
    expect(found.notRead).toEqual([{ file: 'r.json', keys: ['a.other'] }]);
    expect(found.files).toEqual([{ file: 'r.json', format: 'metrics[].from' }]);
  });

  it('with a broken file shows the rest', async () => {
    const files = { 'log.csv': 'epoch,loss\n1,2\n2\n', 'metrics.json': { accuracy: 0.9 } };
    const found = await inspectDirectory(await directoryOf(files), []);
    expect(found.values).toEqual([
      { metric: 'accuracy', split: 'test', value: 0.9, file: 'metrics.json', key: 'accuracy', at: 'stated' },
    ]);
    expect(found.warnings).toEqual([expect.stringContaining('log.csv: not valid CSV')]);
    expect(found.files).toContainEqual({ file: 'log.csv', format: null });
  });

  it('says what a metric that is asked for lacks', async () => {
    const { hint } = await inspectDirectory(await directoryOf({ 'metrics.json': { f1: 0.9 } }), [
      { name: 'accuracy' },
    ]);
    expect(hint).toContain('metrics.json holds f1');
  });
});

it('a place of the config is shown once, as the metric of the config', async () => {
  const from = { name: 'results.json: a.acc', split: null, file: 'results.json', key: 'a.acc' };
  const folder = await directoryOf({ 'results.json': { a: { acc: 0.9 } } });
  const { values } = await inspectDirectory(folder, [{ name: 'accuracy', from }]);
  expect(values).toEqual([
    { metric: 'accuracy', split: 'test', value: 0.9, file: 'results.json', key: 'a.acc', at: 'stated' },
  ]);
});

test('a record shows its values and where they were from', () => {
  const kept = record('a', 1, {
    metrics: { test: { accuracy: 0.75 }, validation: { accuracy: 0.5 } },
    origins: { test: { accuracy: { file: 'metrics.json', key: 'accuracy', at: 'stated' } } },
  });
  const found = inspectRecord('kept.json', kept);
  expect(found.problem).toBeNull();
  expect(found.values).toContainEqual({
    metric: 'accuracy',
    split: 'test',
    value: 0.75,
    file: 'metrics.json',
    key: 'accuracy',
    at: 'stated',
  });
  expect(found.values).toContainEqual({ metric: 'accuracy', split: 'validation', value: 0.5 });
});

test('a record shows a metric under the name of the config', () => {
  const kept = record('a', 1, { metrics: { test: { 'printed: (.+)': 0.75 } } });
  const from = { name: 'printed: (.+)', split: null, stdout: '(.+)' };
  const { values } = inspectRecord('kept.json', kept, [{ name: 'accuracy', from }]);
  expect(values).toEqual([{ metric: 'accuracy', split: 'test', value: 0.75 }]);
});
