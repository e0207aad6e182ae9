/** Runs have nothing in common that one could write and another read, or it is found. */
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkTrees, type WorkTreesRequest } from '../../../src/train/work-tree/work-trees.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const LARGE = 'x'.repeat(100_000);

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Path -> text of a file, or where a link leads. */
function contentOf(root: string, folder = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name === '.git' || entry.name === '.conclusive') continue;
    if (entry.isDirectory()) Object.assign(found, contentOf(root, path), { [`${path}/`]: '' });
    else if (entry.isSymbolicLink()) found[path] = `-> ${readlinkSync(join(root, path))}`;
    else found[path] = readFileSync(join(root, path), 'utf8');
  }
  return found;
}

async function treesOf(files: Readonly<Record<string, string>>, more: Partial<WorkTreesRequest> = {}) {
  const root = await temporaryFolder();
  write(root, files);
  return { root, ...open(root, more) };
}

function open(root: string, more: Partial<WorkTreesRequest> = {}) {
  const { checkout = root } = more;
  const output = join(checkout, '.conclusive');
  const trees = openWorkTrees({ checkout, output, ...more });
  let count = 0;
  const make = (directory = root) => {
    count += 1;
    const folder = join(output, 'tmp', `run-${count}`);
    mkdirSync(join(folder, 'run'), { recursive: true });
    return trees.make({ directory, root }, folder);
  };
  return { ...trees, make };
}

const name = fc.constantFrom('a', 'b', 'c.json', 'd.csv', 'e.py', 'f.pt');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const anyFiles = fc
  .dictionary(path, fc.constantFrom('', '{}', 'import os\n', LARGE), { minKeys: 1, maxKeys: 12 })
  // A name is either a file's or a folder's.
  .map((files) =>
    Object.fromEntries(
      Object.entries(files).filter(
        ([one]) => !Object.keys(files).some((other) => other.startsWith(`${one}/`)),
      ),
    ),
  );

type Deed = 'write over' | 'add to' | 'remove' | 'replace' | 'write beside';
const deeds = fc.array(
  fc.record({
    deed: fc.constantFrom<Deed>('write over', 'add to', 'remove', 'replace', 'write beside'),
    which: fc.nat(11),
  }),
  { minLength: 1, maxLength: 6 },
);

function carryOut(deed: Deed, file: string): void {
  if (deed === 'write beside') writeFileSync(join(dirname(file), 'new.txt'), 'of this run');
  if (!existsSync(file)) return;
  if (deed === 'write over') writeFileSync(file, 'of this run');
  if (deed === 'add to') appendFileSync(file, 'of this run');
  if (deed === 'remove') rmSync(file);
  if (deed === 'replace') {
    writeFileSync(`${file}.part`, 'of this run');
    renameSync(`${file}.part`, file);
  }
}

describe('a work tree of its own', () => {
  test('reads as that of the model, whatever there is', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, async (files) => {
        const { root, make } = await treesOf(files);
        const { directory } = await make();
        expect(contentOf(directory)).toEqual(contentOf(root));
      }),
      { numRuns: 30 },
    );
  });

  test('hides from all other runs what a run does to it, or the file is named', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, deeds, async (files, all) => {
        const { root, make, findSharedWrites } = await treesOf(files);
        const [one, other] = [await make(), await make()];
        const before = contentOf(root);
        const paths = Object.keys(files);
        for (const { deed, which } of all)
          carryOut(deed, join(one.directory, paths[which % paths.length] ?? ''));
        const named = (await findSharedWrites()).get(root) ?? [];
        const later = await make();
        for (const tree of [root, other.directory, later.directory]) {
          const after = contentOf(tree);
          for (const file of named) delete after[file];
          const expected = { ...before };
          for (const file of named) delete expected[file];
          expect(after).toEqual(expected);
        }
        // Small results are copied, so nothing is ever found in them.
        expect(named.filter((file) => /\.(json|csv)$/.test(file) && files[file] !== LARGE)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('has what git ignores and what is not committed, and neither records nor reports', async () => {
    const repository = await Repository.create();
    await repository.commit({ '.gitignore': 'data/\n', 'train.py': 'v1', 'lib/a.py': '' });
    await repository.write({
      'train.py': 'v2',
      'data/train.csv': LARGE,
      '.conclusive/runs/1.json': '{}',
      'other/.conclusive/runs/1.json': '{}',
    });
    const { directory } = await open(repository.path).make();
    expect(
      Object.keys(contentOf(directory))
        .filter((file) => !file.endsWith('/'))
        .sort(),
    ).toEqual(['.gitignore', 'data/train.csv', 'lib/a.py', 'train.py']);
    expect(readFileSync(join(directory, 'train.py'), 'utf8')).toBe('v2');
    expect(existsSync(join(directory, '.conclusive'))).toBe(false);
    expect(existsSync(join(directory, 'other/.conclusive'))).toBe(false);
  });

  test('starts in the folder of the config, and is called as that of the model in what it says', async () => {
    const { root, make } = await treesOf({ 'README.md': '', 'experiments/one/train.py': '' });
    const { directory, withPathsOfModel } = await make(join(root, 'experiments/one'));
    expect(readdirSync(directory)).toEqual(['train.py']);
    expect(readdirSync(join(directory, '../..')).sort()).toEqual(['README.md', 'experiments']);
    expect(withPathsOfModel(`File "${join(directory, 'train.py')}", line 1`)).toBe(
      `File "${join(root, 'experiments/one/train.py')}", line 1`,
    );
  });

  test.skipIf(process.platform === 'win32')('keeps links, and where a relative one leads out', async () => {
    const outside = await temporaryFolder();
    write(outside, { 'train.csv': 'x' });
    const { root, make } = await treesOf({ 'real/a.txt': 'a' });
    symlinkSync('real/a.txt', join(root, 'inside'));
    symlinkSync(join('..', basename(outside)), join(root, 'data'));
    symlinkSync('nowhere', join(root, 'broken'));
    const { directory } = await make();
    expect(readlinkSync(join(directory, 'inside'))).toBe('real/a.txt');
    expect(readFileSync(join(directory, 'data/train.csv'), 'utf8')).toBe('x');
    expect(readlinkSync(join(directory, 'broken'))).toBe('nowhere');
  });

  test('leads to what lies beside a checkout, but not to the trees of other commits', async () => {
    const base = await temporaryFolder();
    write(base, { 'data/train.csv': 'x', 'train.py': 'y', 'repository/settings.json': '{}' });
    const root = join(base, 'repository');
    const read = async (checkout: string, file: string) => {
      const folder = join(await temporaryFolder(), 'run');
      const trees = openWorkTrees({ checkout, output: join(root, '.conclusive') });
      return readFileSync(join((await trees.make({ directory: root }, folder)).directory, file), 'utf8');
    };
    expect(await read(root, '../data/train.csv')).toBe('x');
    expect(await read(root, '../train.py')).toBe('y');
    await expect(read('/elsewhere', '../data/train.csv')).rejects.toThrow('ENOENT');
  });

  test('is known to git as the commit that is checked out, in submodules, too', async () => {
    const [inner, outer] = [await Repository.create(), await Repository.create()];
    const innerCommit = await inner.commit({ 'lib.py': '' });
    await outer.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', inner.path, 'lib');
    const commit = await outer.commit({ 'train.py': LARGE });
    const of = async (root: string) => Repository.at((await open(root).make()).directory);
    const tree = await of(outer.path);
    expect(await tree.git('rev-parse', 'HEAD')).toBe(commit);
    expect(await tree.git('status', '--porcelain')).toBe('');
    expect(await Repository.at(join(tree.path, 'lib')).git('rev-parse', 'HEAD')).toBe(innerCommit);
    const worktree = join(await temporaryFolder(), 'worktree');
    await outer.git('worktree', 'add', '--quiet', '--detach', worktree, commit);
    expect(await (await of(worktree)).git('rev-parse', 'HEAD')).toBe(commit);
  });

  test('keeps the time of change of every file, by which Python and make tell what is out of date', async () => {
    const { root, make } = await treesOf({ 'small.json': '{}', 'train.py': '', 'model.pt': LARGE });
    const { directory } = await make();
    for (const file of ['small.json', 'train.py', 'model.pt'])
      expect(statSync(join(directory, file)).mtimeMs).toBeCloseTo(statSync(join(root, file)).mtimeMs, 0);
  });

  test('that cannot be made is a message with the reason', async () => {
    const { root, make } = await treesOf({ 'a.txt': '' });
    // A file where the trees would lie.
    write(root, { '.conclusive/tmp/beside': '' });
    await expect(make()).rejects.toThrow(/cannot create a run's work tree from .*(ENOTDIR|EEXIST|ENOENT)/);
  });
});

describe('what is still shared', () => {
  /** The tree of a commit, to which nobody but setup has a reason to write. */
  async function commitOf(files: Readonly<Record<string, string>>) {
    const trees = await treesOf(files, { checkout: await temporaryFolder(), hasSetup: true });
    await trees.make();
    const found = async () => (await trees.findSharedWrites()).get(trees.root) ?? [];
    return { root: trees.root, found };
  }

  test('in a commit’s own tree is a new file, and one that was written over, though its size and time were set back', async () => {
    const { root, found } = await commitOf({ '.gitignore': 'data', 'data/x.csv': '1' });
    expect(await found()).toEqual([]);
    const path = join(root, 'data/x.csv');
    const { atime, mtime } = lstatSync(path);
    write(root, { 'data/x.csv': '2', 'results/metrics.json': '{}' });
    utimesSync(path, atime, mtime);
    expect(await found()).toEqual(['data/x.csv', 'results/metrics.json']);
  });

  test('in a commit’s own tree is no file that Python compiles and checks, but one that it would not check', async () => {
    const { root, found } = await commitOf({ 'train.py': 'x = 1\n' });
    const { mtimeMs, size } = lstatSync(join(root, 'train.py'));
    const compiled = (flags: number) => {
      const header = Buffer.alloc(20);
      header.writeUInt32LE(flags, 4);
      header.writeUInt32LE(Math.floor(mtimeMs / 1000), 8);
      header.writeUInt32LE(size, 12);
      mkdirSync(join(root, '__pycache__'), { recursive: true });
      writeFileSync(join(root, '__pycache__/train.cpython-312.pyc'), header);
    };
    compiled(0);
    expect(await found()).toEqual([]);
    compiled(1);
    expect(await found()).toEqual(['__pycache__/train.cpython-312.pyc']);
  });

  test('is not what somebody at the keyboard saves or adds in the checkout', async () => {
    const { root, make, findSharedWrites } = await treesOf({ 'model.pt': LARGE, 'notes.txt': 'a' });
    await make();
    write(root, { 'new.txt': '', 'notes.txt': 'b' });
    writeFileSync(join(root, 'model.pt.part'), 'z');
    renameSync(join(root, 'model.pt.part'), join(root, 'model.pt'));
    expect(await findSharedWrites()).toEqual(new Map());
  });

  test('with a symbolic link or a copy where the file system does not link', async () => {
    const { root, make, findSharedWrites } = await treesOf({ 'model.pt': LARGE });
    // The most links a file may have is one way to be refused; a folder of another disk is another.
    const other = '/dev/shm';
    if (!existsSync(other) || lstatSync(other).dev === lstatSync(root).dev) return;
    const folder = join(other, basename(root));
    mkdirSync(folder);
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const trees = openWorkTrees({ checkout: root, output: folder });
    const { directory } = await trees.make({ directory: root }, join(folder, 'run'));
    expect(readFileSync(join(directory, 'model.pt'), 'utf8')).toBe(LARGE);
    writeFileSync(join(directory, 'model.pt'), 'z');
    expect(await trees.findSharedWrites()).toEqual(new Map([[root, ['model.pt']]]));
    await make();
    expect(await findSharedWrites()).toEqual(new Map());
  });
});
