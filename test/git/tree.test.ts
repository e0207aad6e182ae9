import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listCheckout, listWorktree, readCheckout } from '../../src/git/standing-tree.ts';
import { digestListing } from '../../src/git/tree.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('the listing of a checkout', () => {
  test('is that of its commit when nothing was changed', async () => {
    const repository = await Repository.create();
    const commit = await repository.commit({ 'src/a.py': '1', 'b.py': '2', '.gitignore': 'out\n' });
    await repository.write({ 'out/x': 'ignored' });
    expect(await listCheckout(repository.path, [''])).toEqual(
      await listWorktree(repository.path, commit, ['']),
    );
  });

  test('is that of the commit again when a change is undone, and another one while it lasts', async () => {
    const repository = await Repository.create();
    const commit = await repository.commit({ 'a.py': '1' });
    const committed = digestListing(await listWorktree(repository.path, commit, ['']));
    await repository.write({ 'a.py': '2' });
    expect(digestListing(await listCheckout(repository.path, ['']))).not.toBe(committed);
    await repository.write({ 'a.py': '1' });
    expect(digestListing(await listCheckout(repository.path, ['']))).toBe(committed);
  });

  test('has new files and lacks deleted ones', async () => {
    const repository = await Repository.create();
    await repository.commit({ 'a.py': '1', 'b.py': '2' });
    await repository.write({ 'ü c.py': '3' });
    await rm(join(repository.path, 'a.py'));
    expect([...(await listCheckout(repository.path, [''])).keys()]).toEqual(['b.py', 'ü c.py']);
  });

  test('has what is staged and not yet committed', async () => {
    const repository = await Repository.create();
    await repository.commit({ 'a.py': '1' });
    await repository.write({ 'b.py': '1' });
    await repository.git('add', 'b.py');
    expect([...(await listCheckout(repository.path, [''])).keys()]).toEqual(['a.py', 'b.py']);
  });

  test('works from a subfolder and keeps to the paths', async () => {
    const repository = await Repository.create();
    await repository.commit({ 'one/a.py': '1', 'two/b.py': '2', 'onemore/c.py': '3' });
    expect([...(await listCheckout(join(repository.path, 'one'), ['one'])).keys()]).toEqual(['one/a.py']);
  });

  test('knows a folder outside of git, without what tools write', async () => {
    const folder = await temporaryFolder();
    const files = Repository.at(folder);
    await files.write({
      'a.py': '1',
      'sub/b.py': '2',
      'node_modules/x.js': '3',
      '.conclusive/runs/r.json': '4',
    });
    expect([...(await listCheckout(folder, [''])).keys()].sort()).toEqual(['a.py', 'sub/b.py']);
  });
});

test('a checkout stands at its commit as long as no file differs, new ones included and ignored ones not', async () => {
  const repository = await Repository.create();
  const { path } = repository;
  const commitIn = async () => (await readCheckout(path, ['a.txt'])).commit;
  expect(await commitIn()).toBeNull();
  const commit = await repository.commit({ 'a.txt': '1', 'b.txt': '1', '.gitignore': 'out/\n' });
  expect(await commitIn()).toBe(commit);
  await repository.write({ 'out/log.txt': 'x' });
  expect(await commitIn()).toBe(commit);
  await repository.write({ 'new.txt': 'x' });
  expect(await commitIn()).toBeNull();
  await rm(join(path, 'new.txt'));
  expect(await commitIn()).toBe(commit);
  await repository.write({ 'b.txt': '2' });
  expect(await commitIn()).toBeNull();
});

const CHANGES: ReadonlyArray<readonly [name: string, files: Record<string, string>]> = [
  ['a file under the paths', { 'a/x.txt': '2' }],
  ['a file beside them', { 'b.txt': '2' }],
  ['a new file under them', { 'a/new.txt': '1' }],
  ['a file of each', { 'a/x.txt': '2', 'a/new.txt': '1', 'b.txt': '2' }],
  ['a new file beside them', { 'new.txt': '1' }],
  ['nothing', {}],
];

test.each(CHANGES)(
  'a checkout has the files of its listing where there is a change of %s',
  async (_, changes) => {
    const repository = await Repository.create();
    const { path } = repository;
    await repository.write({ 'a/x.txt': '1', 'b.txt': '1' });
    for (const commit of [false, true]) {
      if (commit) await repository.commit({ 'a/y.txt': '1' });
      await repository.write(changes);
      for (const paths of [['a'], ['a/x.txt', 'b.txt'], ['']])
        expect((await readCheckout(path, paths)).listing).toEqual(await listCheckout(path, paths));
    }
  },
);

test('a digest leaves out what it is told to leave out, and no two listings share one', () => {
  const listing = new Map([
    ['a', '1'],
    ['b', '2'],
  ]);
  expect(digestListing(listing, new Set(['b']))).toBe(digestListing(new Map([['a', '1']])));
  expect(digestListing(new Map([['a', '12']]))).not.toBe(digestListing(new Map([['a1', '2']])));
});
