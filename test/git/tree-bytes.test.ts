import { chmod, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestTree } from '../../src/git/tree-bytes.ts';
import { changedSince } from '../../src/plan/code/tree-changes.ts';
import { Repository } from '../support/repository.ts';

test('a tree is known by its bytes, links and ignored files with it', async () => {
  const { path } = await withFiles();
  const before = await digestTree(path);
  expect([...before.keys()].sort()).toEqual(['.gitignore', 'a.py', 'cache/x.pyc', 'link', 'lib/b.py'].sort());
  expect(await changedSince(before, path)).toEqual([]);
  const file = join(path, 'cache/x.pyc');
  const { atime, mtime } = await stat(file);
  await writeFile(file, '2');
  await utimes(file, atime, mtime);
  await rm(join(path, 'link'));
  await symlink('cache', join(path, 'link'));
  await chmod(join(path, 'a.py'), 0o755);
  await rm(join(path, 'lib/b.py'));
  const changed = [...(await changedSince(before, path))].sort();
  const mode = process.platform === 'win32' ? [] : ['a.py'];
  expect(changed).toEqual([...mode, 'cache/x.pyc', 'lib/b.py', 'link'].sort());
});

test.skipIf(process.platform !== 'linux')('a name that is no UTF-8 hides no change', async () => {
  const { path } = await withFiles();
  const names = [0xff, 0xfe].map((byte) => Buffer.concat([Buffer.from(`${path}/`), Buffer.from([byte])]));
  for (const name of names) await writeFile(name, '1');
  const before = await digestTree(path);
  expect(before.size).toBe(7);
  for (const name of names) {
    await writeFile(name, '2');
    expect(await changedSince(before, path)).toHaveLength(1);
    await writeFile(name, '1');
  }
});

async function withFiles() {
  const repository = await Repository.create();
  await repository.write({ '.gitignore': 'cache\n', 'a.py': '1', 'lib/b.py': '1', 'cache/x.pyc': '1' });
  await symlink('lib', join(repository.path, 'link'));
  return repository;
}
