import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  contains,
  digestPath,
  digestWorkTree,
  openTree,
  toRootPath,
} from '../../../src/plan/code/code-tree.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function repositoryWithCode() {
  const repository = await Repository.create();
  const commit = await repository.commit({ 'train.py': 'v1', 'data/test.csv': '1', 'notes.md': 'n' });
  const request = {
    root: repository.path,
    insideGit: true,
    worktrees: await temporaryFolder(),
    output: join(repository.path, '.conclusive'),
    paths: ['train.py', 'data'],
  };
  return { repository, commit, request };
}

describe('the code of a checkout', () => {
  test('is what stands in it under the paths, the output left out', async () => {
    const { repository, commit, request } = await repositoryWithCode();
    const clean = await openTree(request, null);
    expect([...clean.listing.keys()].sort()).toEqual(['data/test.csv', 'train.py']);
    expect([clean.directory, clean.commit]).toEqual([repository.path, commit]);
    await repository.write({ '.conclusive/record.json': '{}', 'train.py': 'v2' });
    const all = await openTree({ ...request, paths: [''] }, null);
    expect(all.commit).toBeNull();
    expect(all.listing.has('.conclusive/record.json')).toBe(false);
  });

  test('tells what was changed in it, what of that git does not track, and what is new', async () => {
    const { repository, request } = await repositoryWithCode();
    await repository.write({ 'data/log.txt': '1' });
    const tree = await openTree(request, null);
    expect(await tree.inspect()).toEqual({ changed: [], untracked: [], added: [] });
    await repository.write({ 'train.py': 'v2', 'data/log.txt': '2', 'data/new.csv': '', 'notes.md': 'm' });
    expect(await tree.inspect()).toEqual({
      changed: expect.arrayContaining(['train.py', 'data/log.txt']),
      untracked: ['data/log.txt'],
      added: ['data/new.csv'],
    });
  });
});

test('the code of a commit lies in a work tree of its own, in which whatever is new or changed counts: runs have others to write in', async () => {
  const { repository, commit, request } = await repositoryWithCode();
  await repository.commit({ 'train.py': 'v2' });
  const tree = await openTree(request, commit);
  expect(tree.directory).not.toBe(repository.path);
  expect(digestPath(tree.listing, 'train.py')).not.toBe(
    digestPath((await openTree(request, null)).listing, 'train.py'),
  );
  await writeFile(join(tree.directory, 'checkpoint.bin'), 'x');
  expect((await tree.inspect()).changed).toEqual(['checkpoint.bin']);
  await writeFile(join(tree.directory, 'train.py'), 'v3');
  expect([...(await tree.inspect()).changed].sort()).toEqual(['checkpoint.bin', 'train.py']);
});

test('a digest is of a file or of all in a folder, and null where there is none', async () => {
  const { repository, request } = await repositoryWithCode();
  const { listing } = await openTree(request, null);
  expect(digestPath(listing, 'data')).toMatch(/^[0-9a-f]{64}$/);
  expect(digestPath(listing, 'dat')).toBeNull();
  const before = await digestWorkTree(repository.path, request.output);
  await repository.write({ '.conclusive/record.json': '{}' });
  expect(await digestWorkTree(repository.path, request.output)).toBe(before);
  await repository.write({ 'notes.md': 'm' });
  expect(await digestWorkTree(repository.path, request.output)).not.toBe(before);
});

test.each([
  ['', 'a.txt', true],
  ['a.txt', 'a.txt', true],
  ['a', 'a/b.txt', true],
  ['a', 'ab/c.txt', false],
  ['a/b.txt', 'a', false],
])('"%s" contains %s: %s', (path, file, expected) => {
  expect(contains(path, file)).toBe(expected);
});

test('a path from the root has forward slashes, and begins with .. where it leads out', () => {
  expect(toRootPath(join('/', 'r'), join('/', 'r', 'a', 'b'))).toBe('a/b');
  expect(toRootPath(join('/', 'r'), join('/', 'out'))).toBe('../out');
});
