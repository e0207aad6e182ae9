import { lstat, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addFilesOnly } from '../../src/git/worktree.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

const open = async () => join(await temporaryFolder(), 'files');

test('some files of a commit are brought without the rest of it, and a link among them as text', async () => {
  const repository = await Repository.create();
  await repository.write({ 'data/train.csv': 'x\n1\n', 'train.py': 'import os\n' });
  await symlink('/etc', join(repository.path, 'etc'));
  await symlink('/etc/hostname', join(repository.path, 'data', 'test.csv'));
  const commit = await repository.commit({});
  const folder = await open();
  const files = ['data/train.csv', 'data/test.csv', 'data/missing.csv', 'etc/hostname'];
  await addFilesOnly(repository.path, commit, folder, files);
  expect((await readdir(folder)).sort()).toEqual(['.git', 'data']);
  expect((await readdir(join(folder, 'data'))).sort()).toEqual(['test.csv', 'train.csv']);
  expect((await lstat(join(folder, 'data', 'test.csv'))).isFile()).toBe(true);
  expect(await readFile(join(folder, 'data', 'test.csv'), 'utf8')).toBe('/etc/hostname');
});

test('of a commit that has none of the files nothing is brought', async () => {
  const repository = await Repository.create();
  const commit = await repository.commit({ 'train.py': 'import os\n' });
  for (const files of [[], ['data/test.csv'], ['*']]) {
    const folder = await open();
    await addFilesOnly(repository.path, commit, folder, files);
    expect(await readdir(folder)).toEqual(['.git']);
  }
});
