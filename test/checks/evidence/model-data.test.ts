import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readModelData } from '../../../src/checks/evidence/model-data.ts';
import type { DataEvidence } from '../../../src/records/data/evidence-schema.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { record } from '../records.ts';

const duplicates = (leaked: number) => ({
  train: { examples: 200, twins: 0 },
  test: { examples: 100, twins: 0 },
  leaked,
  ids: [],
});
const evidence = (leaked: number): DataEvidence => ({
  exact: duplicates(leaked),
  near: duplicates(0),
  domains: { test: null, shifted: null },
});
const CLEAN = evidence(0);
const RECORDS = ['baseline', 'head'].map((model) => record(model, 1, { data: CLEAN }));
const FILES = 'files: { train: train.csv, test: test.csv }';

function experiment(directory: string, checks: string, kind: 'command' | 'module' = 'command') {
  const config = parseConfig(
    `trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: accuracy }]
checks: { ${checks} }`,
    'c.yml',
  );
  const models = ['baseline', 'head'].map((name) => ({ name, directory, params: {} }));
  return { config, models, trainer: { kind } };
}

const rows = (count: number) =>
  Array.from({ length: count }, (_, row) => `${row ** 2 % 977},${row % 31}`).join('\n');

test('a run cannot forge what the files say, be it a command or a module', async () => {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'train.csv'), `x,y\n${rows(300)}`);
  await writeFile(join(directory, 'test.csv'), `x,y\n${rows(99)}`);
  for (const kind of ['command', 'module'] as const) {
    const [, head] = await readModelData(experiment(directory, FILES, kind), RECORDS);
    expect(head?.evidence?.exact).toMatchObject({ leaked: 99 });
  }
});

test('without files, what runs say of their data counts only for a module', async () => {
  const reason = 'the program reads its own data';
  expect(await readModelData(experiment('.', ''), RECORDS)).toEqual([
    { model: 'baseline', evidence: null, reason },
    { model: 'head', evidence: null, reason },
  ]);
  const [, head] = await readModelData(experiment('.', '', 'module'), RECORDS);
  expect(head).toEqual({ model: 'head', evidence: CLEAN });
});

describe('files that cannot be read are not checked, whatever stands in their place', () => {
  const cases: ReadonlyArray<readonly [string, string, (folder: string) => Promise<unknown>]> = [
    ['nothing', '"data/train.csv" does not exist', async () => {}],
    [
      'a file where the folder was',
      '"data/train.csv" cannot be read (ENOTDIR)',
      (folder) => writeFile(join(folder, 'data'), 'no folder'),
    ],
    [
      'a loop of links',
      '"data/train.csv" cannot be read (ELOOP)',
      (folder) => symlink(join(folder, 'data'), join(folder, 'data')),
    ],
    [
      'a folder',
      'one of the files is not a regular file',
      (folder) => mkdir(join(folder, 'data/train.csv'), { recursive: true }),
    ],
  ];
  test.skipIf(process.platform === 'win32').each(cases)('%s', async (_, why, put) => {
    const folder = await temporaryFolder();
    await put(folder);
    const files = 'files: { train: data/train.csv, test: data/test.csv }';
    expect((await readModelData(experiment(folder, files), []))[0]).toEqual({
      model: 'baseline',
      evidence: null,
      reason: `checks.files: ${why}`,
      files: { train: 'data/train.csv', test: 'data/test.csv' },
    });
  });
});

test('files that the command names are read without being told, and are known as found', async () => {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'train.csv'), `x,y\n${rows(300)}`);
  await writeFile(join(directory, 'test.csv'), `x,y\n${rows(99)}`);
  const { config, models, trainer } = experiment(directory, '');
  const command = 'train --train {params.data} --test test.csv';
  const named = models.map((model) => ({ ...model, params: { data: 'train.csv' } }));
  const request = { config: { ...config, trainer: { command } }, models: named, trainer };
  for (const found of await readModelData(request, RECORDS)) {
    expect(found).toMatchObject({ areFound: true, files: { train: 'train.csv', test: 'test.csv' } });
    expect(found.evidence?.exact).toMatchObject({ leaked: 99 });
  }
});
