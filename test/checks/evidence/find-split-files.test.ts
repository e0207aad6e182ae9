import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findSplitFiles } from '../../../src/checks/evidence/find-split-files.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const DATA = { 'data/train.csv': '', 'data/test.csv': '', 'data/notes.txt': '' };
const FOUND = { train: 'data/train.csv', test: 'data/test.csv' };

test.each([
  ['arguments', 'python3 fit.py --train data/train.csv --test=data/test.csv', {}],
  [
    'a parameter in an argument of another name',
    'python3 fit.py',
    { a: 'data/train.csv', b: 'data/test.csv' },
  ],
  ['the folder that is an argument', 'python3 fit.py --data data', {}],
  ['the folder of a parameter', 'python3 fit.py', { root: './data/' }],
])('splits are found by %s', async (_, command, params) => {
  const folder = await folderWith(DATA);
  expect(await findSplitFiles(command, params, folder)).toEqual(FOUND);
});

test.each([
  ['two files may be the training data', { ...DATA, 'data/train-2.csv': '' }, 'data'],
  ['there is no test file', { 'data/train.csv': '' }, 'data'],
  ['nobody names them', DATA, ''],
  ['they are results', { 'results/train.csv': '', 'results/test.csv': '' }, 'results'],
  ['the name leads out of the folder', DATA, '../data/train.csv /data/test.csv'],
  ['they hold no examples by line', { 'data/train.parquet': '', 'data/test.parquet': '' }, 'data'],
])('none are found where %s', async (_, files, named) => {
  expect(await findSplitFiles(`python3 fit.py ${named}`, {}, await folderWith(files))).toBeNull();
});
