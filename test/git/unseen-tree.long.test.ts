/** For generated commits: what a run finds in a work tree is what the listing tells, whether one is checked out or not. */
import { lstat, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { listCheckout, listWorktree } from '../../src/git/standing-tree.ts';
import { digestListing, type TreeListing } from '../../src/git/tree.ts';
import { listUnseen } from '../../src/git/unseen-tree.ts';
import { addWorktree } from '../../src/git/worktree.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

const FILES = ['a.csv', 'sub/b.csv', 'ü c.csv', 'new\nline.csv', ':(top)d.csv'];
const TEXTS = ['', 'a\nb\n', 'a\r\nb\n', '$Id$ $Id: x $\n', 'a.csv', '\0\n'];
const ATTRIBUTES = ['text', '-text', 'text=auto', 'eol=crlf', 'eol=lf', 'crlf', 'ident', 'filter=own'];
const OTHERS = ['working-tree-encoding=UTF-16', 'export-subst', 'filter=unknown', '-diff', 'binary'];
const MACHINES = ['', 'autocrlf = true', 'autocrlf = input', 'eol = crlf', 'symlinks = false'];

const generated = fc.record({
  entries: fc.array(
    fc.record({
      text: fc.constantFrom(...TEXTS),
      kind: fc.constantFrom('file', 'program', 'link', 'none'),
    }),
    { minLength: FILES.length, maxLength: FILES.length },
  ),
  attributes: fc.uniqueArray(fc.constantFrom(...ATTRIBUTES, ...OTHERS), { maxLength: 3 }),
  at: fc.constantFrom('.gitattributes', 'sub/.gitattributes'),
  machine: fc.constantFrom(...MACHINES),
});
type Generated = typeof generated extends fc.Arbitrary<infer Value> ? Value : never;

/** What a program would read, in words of its own. */
async function read(root: string): Promise<string> {
  const found: string[] = [];
  for (const entry of (await readdir(root, { recursive: true })).sort()) {
    const [path, stats] = [join(root, entry), await lstat(join(root, entry))];
    if (entry === '.git' || entry.startsWith('.git/') || stats.isDirectory()) continue;
    const kind = stats.isSymbolicLink() ? 'link' : String(stats.mode & 0o100);
    const content = stats.isSymbolicLink() ? await readlink(path) : (await readFile(path)).toString('hex');
    found.push(JSON.stringify([entry, kind, content]));
  }
  return found.join('\n');
}

async function commit({ entries, attributes, at }: Generated): Promise<{ root: string; commit: string }> {
  const repository = await Repository.create();
  const objects = new Map<string, string>();
  const name = async (text: string) => {
    await writeFile(join(repository.path, '.git/text'), text);
    const known =
      objects.get(text) ?? (await repository.git('hash-object', '-w', '--no-filters', '.git/text'));
    objects.set(text, known);
    return known;
  };
  const modes = { file: '100644', program: '100755', link: '120000' };
  for (const [index, { text, kind }] of entries.entries()) {
    const path = FILES[index] ?? '';
    // A link leads somewhere, and its text has no NUL.
    const content = kind === 'link' ? text.replaceAll('\0', '') || 'x' : text;
    if (kind !== 'none')
      await repository.git(
        'update-index',
        '--add',
        '--cacheinfo',
        modes[kind as 'file'],
        await name(content),
        path,
      );
  }
  const line = await name(`*.csv ${attributes.join(' ')}\n`);
  await repository.git('update-index', '--add', '--cacheinfo', '100644', line, at);
  const tree = await repository.git('write-tree');
  return { root: repository.path, commit: await repository.git('commit-tree', '-m', 'x', tree) };
}

test('a work tree, a commit without one and the bytes themselves agree on which commits are alike', async () => {
  const known = new Map<string, string>();
  const digests = new Set<string>();
  await fc.assert(
    fc.asyncProperty(generated, async (one) => {
      const home = await temporaryFolder();
      const filter = '[filter "own"]\n\tsmudge = tr a b\n\tclean = tr b a\n';
      await writeFile(join(home, '.gitconfig'), `[core]\n\t${one.machine}\n${filter}`);
      vi.stubEnv('HOME', home);
      const { root, commit: name } = await commit(one);
      const [scratch, place] = [await temporaryFolder(), join(await temporaryFolder(), 'tree')];
      const unseen = await listUnseen(root, name, [''], scratch);
      expect(await readdir(scratch)).toEqual([]);
      await addWorktree(root, name, place);
      const seen = await listWorktree(place, name, ['']);
      expect(sorted(unseen)).toEqual(sorted(seen));
      expect(sorted(await listCheckout(place, ['']))).toEqual(sorted(seen));
      const [bytes, digest] = [await read(place), digestListing(seen)];
      expect(known.get(bytes) ?? digest).toBe(digest);
      if (!known.has(bytes)) expect(digests).not.toContain(digest);
      known.set(bytes, digest);
      digests.add(digest);
    }),
    { numRuns: 60 },
  );
});

function sorted(listing: TreeListing) {
  return [...listing].sort(([one], [other]) => (one < other ? -1 : 1));
}

test.skipIf(process.platform !== 'linux')(
  'a file is told whatever bytes its name and its folder have',
  async () => {
    const repository = await Repository.create();
    const odd = Buffer.concat([Buffer.from(`${repository.path}/`), Buffer.from([0xff])]);
    const listings = async () => {
      const name = await repository.commit({});
      const place = join(await temporaryFolder(), 'tree');
      await addWorktree(repository.path, name, place);
      return [await listCheckout(repository.path, ['']), await listWorktree(place, name, [''])].map((one) =>
        digestListing(one),
      );
    };
    const digests: string[][] = [];
    for (const text of ['1', '2']) {
      await writeFile(odd, text);
      digests.push(await listings());
    }
    // Another file has the name that would be shown.
    await repository.write({ 'ÿ (no UTF-8)': '1' });
    digests.push(await listings());
    await rm(odd);
    await symlink('x', odd);
    digests.push(await listings());
    expect(digests.map(([one, other]) => one === other)).toEqual([true, true, true, true]);
    expect(new Set(digests.map(([one]) => one)).size).toBe(4);
  },
);
