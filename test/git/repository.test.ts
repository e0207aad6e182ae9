import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRepositoryRoot, headOf, readCommittedFile } from '../../src/git/repository.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('the root is found from a folder below it, and none outside git', async () => {
  const { path } = await Repository.create();
  await mkdir(join(path, 'a/b'), { recursive: true });
  expect(await findRepositoryRoot(join(path, 'a/b'))).toBe(path);
  expect(await findRepositoryRoot(await temporaryFolder())).toBeNull();
});

test('the commit is that of the checkout, and there is none before the first, nor outside git', async () => {
  const repository = await Repository.create();
  expect(await headOf(repository.path)).toBeNull();
  const commit = await repository.commit({ 'a.txt': '1' });
  expect(await headOf(repository.path)).toBe(commit);
  expect(await headOf(await temporaryFolder())).toBeNull();
});

test('a file is read as a commit has it, and is null where the commit has none', async () => {
  const repository = await Repository.create();
  const commit = await repository.commit({ 'a/b.txt': 'then\n' });
  await repository.write({ 'a/b.txt': 'now\n' });
  expect(await readCommittedFile(repository.path, commit, 'a/b.txt')).toBe('then\n');
  expect(await readCommittedFile(repository.path, commit, 'a/c.txt')).toBeNull();
});
