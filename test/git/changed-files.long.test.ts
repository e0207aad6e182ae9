import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noteOtherProgram } from '../../src/child-output.ts';
import { changedFiles } from '../../src/git/changed-files.ts';
import { listCheckout, readCheckout } from '../../src/git/standing-tree.ts';
import { Repository } from '../support/repository.ts';

type Hide = (repository: Repository) => Promise<unknown>;
const HIDDEN: Record<string, Hide> = {
  'assume-unchanged': (repository) => repository.git('update-index', '--assume-unchanged', 'train.py'),
  'skip-worktree': (repository) => repository.git('update-index', '--skip-worktree', 'train.py'),
  'the size and the time set back': async ({ path }) => {
    const file = join(path, 'train.py');
    const before = await stat(file);
    await writeFile(file, 'v2');
    await utimes(file, before.atime, before.mtime);
  },
  'core.ignoreStat': (repository) => repository.git('config', 'core.ignoreStat', 'true'),
  'a filter that cleans it': async (repository) => {
    await repository.git('config', 'filter.own.clean', 'printf v1');
    await repository.write({ '.git/info/attributes': 'train.py filter=own\n' });
  },
};

test.each(Object.entries(HIDDEN))('a change that git is told to overlook is seen: %s', async (_, hide) => {
  const repository = await Repository.create();
  await repository.commit({ 'train.py': 'v1', 'other.py': 'o' });
  await repository.git('status');
  const clean = await listCheckout(repository.path, ['']);
  expect((await readCheckout(repository.path, [''])).commit).not.toBeNull();
  await hide(repository);
  noteOtherProgram();
  await writeFile(join(repository.path, 'train.py'), 'v2');
  expect(await changedFiles(repository.path, 'HEAD', ['.'])).toEqual(['train.py']);
  expect((await readCheckout(repository.path, [''])).commit).toBeNull();
  expect((await listCheckout(repository.path, [''])).get('train.py')).not.toBe(clean.get('train.py'));
});

test('a change in a submodule is seen, whatever the index of either says', async () => {
  const [inner, outer] = [await Repository.create(), await Repository.create()];
  await inner.commit({ 'metric.py': 'v1' });
  await outer.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', inner.path, 'lib');
  await outer.commit({ 'train.py': '' });
  const before = await listCheckout(outer.path, ['lib']);
  expect((await readCheckout(outer.path, ['lib'])).commit).not.toBeNull();
  await Repository.at(join(outer.path, 'lib')).git('update-index', '--assume-unchanged', 'metric.py');
  await outer.git('config', 'submodule.lib.ignore', 'all');
  await writeFile(join(outer.path, 'lib/metric.py'), 'v2');
  expect(await changedFiles(outer.path, 'HEAD', ['.'])).toEqual(['lib']);
  expect((await readCheckout(outer.path, ['lib'])).commit).toBeNull();
  const after = await listCheckout(outer.path, ['lib']);
  expect([...before.keys(), ...after.keys()]).toEqual(['lib', 'lib/metric.py']);
});

test('files that a sparse checkout leaves out are not changed; those that were removed are', async () => {
  const repository = await Repository.create();
  await repository.commit({ 'a/x': '1', 'b/x': '1' });
  await repository.git('sparse-checkout', 'set', 'a');
  await expect(readFile(join(repository.path, 'b/x'))).rejects.toThrow('ENOENT');
  expect(await changedFiles(repository.path, 'HEAD', ['.'])).toEqual([]);
  await rm(join(repository.path, 'a/x'));
  expect(await changedFiles(repository.path, 'HEAD', ['.'])).toEqual(['a/x']);
});
