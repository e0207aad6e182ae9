/** What belongs to a run's work tree, and what is brought as one link. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listTree, type TreeRequest } from '../../../src/train/work-tree/list-tree.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function listingOf(files: readonly string[], more: Partial<TreeRequest> = {}) {
  const root = await temporaryFolder();
  for (const file of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), '');
  }
  const directory = join(root, more.directory ?? '');
  const output = join(root, more.output ?? '.conclusive');
  const request = { root, outputs: [], ...more, directory, output };
  const listing = await listTree(request);
  return { root, output, listing, paths: listing.files.map(({ path }) => path) };
}

describe('a folder with too many files', () => {
  const MANY = Array.from({ length: 6 }, (_, index) => `data/images/${index}.png`);

  test('is brought as one link, the deepest that is too large', async () => {
    const { listing, paths } = await listingOf([...MANY, 'data/labels.csv', 'train.py'], { maxFiles: 5 });
    expect(listing.shared).toEqual(['data/images']);
    expect(paths.sort()).toEqual(['data/labels.csv', 'train.py']);
    expect(listing.folders).toEqual(['data']);
  });

  test('but never one that the program is started in or writes to by its config, nor a virtual environment', async () => {
    const within = await listingOf([...MANY, 'data/images/run/train.py'], {
      maxFiles: 5,
      directory: 'data/images/run',
    });
    expect([within.listing.shared, within.paths.length]).toEqual([[], 7]);
    const output = await listingOf(MANY, { maxFiles: 5, outputs: ['data/images'] });
    expect([output.listing.shared, output.paths]).toEqual([[], []]);
    const environment = await listingOf([...MANY, 'data/images/pyvenv.cfg'], { maxFiles: 5 });
    expect(environment.listing.shared).not.toContain('data/images');
  });
});

test('packages of Node are never written to by a run: they are brought as one link', async () => {
  const { listing, paths } = await listingOf(['node_modules/a/index.js', 'train.mjs']);
  expect([listing.shared, paths]).toEqual([['node_modules'], ['train.mjs']]);
  const inside = await listingOf(['node_modules/a/train.mjs'], { directory: 'node_modules/a' });
  expect([inside.listing.shared, inside.paths]).toEqual([[], ['node_modules/a/train.mjs']]);
});

test('files of outputs are left out, and their folders are there to be written to', async () => {
  const files = ['exp/metrics.json', 'exp/results/plots/.gitkeep', 'exp/results.csv', 'metrics.json'];
  const { listing, paths } = await listingOf(files, {
    directory: 'exp',
    outputs: ['metrics.json', './results/'],
  });
  expect(paths.sort()).toEqual(['exp/results.csv', 'metrics.json']);
  expect([...listing.folders].sort()).toEqual(['exp', 'exp/results', 'exp/results/plots']);
});

test.each([
  ['.conclusive', ['train.py']],
  ['out', ['train.py']],
  // Records beside the config itself: what is only there while runs last is left out all the same.
  ['', ['out/a.json', 'runs/b.json', 'train.py']],
])('records and reports in "%s" are no part of it', async (output, expected) => {
  const files = ['train.py', 'tmp/1/worktrees/a.py', 'out/a.json', '.conclusive/b.json', 'runs/b.json'];
  const kept = files.filter((file) => output !== 'out' || !/^(tmp|runs)/.test(file));
  const { paths } = await listingOf(output === '.conclusive' ? ['train.py', '.conclusive/b.json'] : kept, {
    output,
  });
  expect(paths.sort()).toEqual(expected);
});

test('results are where the program is started: files there come first, and code last', async () => {
  const { paths } = await listingOf(
    ['a.json', 'exp/deep/er/b.json', 'exp/c.json', 'exp/train.py', 'lib/d.py'],
    { directory: 'exp' },
  );
  expect(paths).toEqual(['exp/c.json', 'exp/deep/er/b.json', 'a.json', 'exp/train.py', 'lib/d.py']);
});

test.skipIf(process.platform === 'win32')(
  'a link to the tree itself is a link, and is not followed',
  async () => {
    const root = await temporaryFolder();
    await symlink('.', join(root, 'self'));
    const listing = await listTree({ root, directory: root, output: join(root, '.conclusive'), outputs: [] });
    expect(listing).toMatchObject({ files: [], folders: [], links: [{ path: 'self', target: '.' }] });
  },
);
