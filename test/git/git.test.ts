import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GitError, git, tryGit } from '../../src/git/git.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('git answers from the folder in which it is asked', async () => {
  const repository = await Repository.create();
  const commit = await repository.commit({ 'a.txt': '1' });
  expect(await git(repository.path, 'rev-parse', 'HEAD')).toBe(`${commit}\n`);
});

test('what git refuses is an error with its own words, or null where "no" is an answer', async () => {
  const { path } = await Repository.create();
  const refused = git(path, 'rev-parse', '--verify', 'nowhere');
  await expect(refused).rejects.toThrow(GitError);
  await expect(refused).rejects.toThrow(/^git rev-parse --verify nowhere: fatal: /);
  expect(await tryGit(path, 'rev-parse', '--verify', 'nowhere')).toBeNull();
});

test.skipIf(process.platform === 'win32')('hooks of the repository do not run', async () => {
  const repository = await Repository.create();
  await repository.commit({ 'a.txt': '1' });
  const hook = join(repository.path, '.git/hooks/post-checkout');
  await mkdir(join(repository.path, '.git/hooks'), { recursive: true });
  await writeFile(hook, '#!/bin/sh\ntouch hooked\n');
  await chmod(hook, 0o755);
  const worktree = join(await temporaryFolder(), 'tree');
  await git(repository.path, 'worktree', 'add', '--detach', worktree);
  expect(await tryGit(worktree, 'ls-files', '--others')).toBe('');
});
