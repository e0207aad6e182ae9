import { lstat, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addFilesOnly, addWorktree } from '../../src/git/worktree.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

const FILES = { 'a/train.py': '1', 'b/data.csv': '2', 'top.txt': '3' };

test('a commit is brought whole, whatever a sparse checkout leaves out', async () => {
  const repository = await Repository.create();
  const commit = await repository.commit(FILES);
  await repository.git('sparse-checkout', 'set', 'a');
  const folder = await open();
  await addWorktree(repository.path, commit, folder);
  expect((await readdir(folder)).sort()).toEqual(['.git', 'a', 'b', 'top.txt']);
  const data = await open();
  await addFilesOnly(repository.path, commit, data, ['b/data.csv']);
  expect((await readdir(data)).sort()).toEqual(['.git', 'b']);
});

test('a clone that lacks files and cannot fetch them is told of', async () => {
  const source = await Repository.create();
  await source.git('config', 'uploadpack.allowFilter', 'true');
  const commit = await source.commit(FILES);
  const repository = await Repository.clone(source, '--filter=blob:none', '--sparse');
  await rm(source.path, { recursive: true });
  await expect(addWorktree(repository.path, commit, await open())).rejects.toThrow(
    /^\w{7} cannot be checked out: the clone lacks some of its files, and they cannot be fetched; clone without/,
  );
});

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
