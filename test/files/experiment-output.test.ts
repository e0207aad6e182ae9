import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { outputIn } from '../../src/files/experiment-output.ts';
import { listFolder } from '../../src/git/standing-tree.ts';
import { listSources } from '../../src/program-text/list-sources.ts';
import { MADE_AGAIN_FOLDERS, RECORD_FOLDERS } from '../../src/records/store/record-folders.ts';
import { temporaryFolder } from '../support/temporary.ts';

const RECORD = `${'0123456789abcdef'.repeat(4)}.json`;

async function folderWith(files: readonly string[]) {
  const folder = await temporaryFolder();
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '{}');
  }
  return folder;
}

test.each(['s1', 'deep/records of job 2', 'train'])(
  'records in %s are neither code nor sources',
  async (at) => {
    const output = [`runs/${RECORD}`, `checks/runs/${RECORD}`, 'result.json', 'report.html'];
    const folder = await folderWith(['train.py', ...output.map((file) => `${at}/${file}`), `${at}/model.py`]);
    const left = ['train.py', `${at}/model.py`];
    expect([...(await listFolder(folder, [''])).keys()].sort()).toEqual([...left].sort());
    expect((await listSources(folder)).sort()).toEqual([...left].sort());
  },
);

test.each([[['runs/notes.json']], [[`runs/${RECORD}`, 'runs/train.py']], [[`run/${RECORD}`]]])(
  'a folder with %j is code',
  async (files) => {
    const folder = await folderWith([...files, 'result.json']);
    expect((await outputIn(folder)).size).toBe(0);
    expect((await listFolder(folder, [''])).size).toBe(files.length + 1);
  },
);

test('every name of an output folder is known', async () => {
  const names = await outputIn(await folderWith([`runs/${RECORD}`]));
  for (const name of [...RECORD_FOLDERS, ...MADE_AGAIN_FOLDERS].filter((one) => one !== ''))
    expect(names).toContain(name);
});
