/** For commits that are not checked out, git's names, links and attributes tell what a run would read. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { git, gitWith } from '../../git/git.ts';
import { pythonShadows } from './python-shadows.ts';

/** They make git change bytes at checkout. */
const ATTRIBUTES = ['text', 'eol', 'crlf', 'working-tree-encoding', 'ident', 'filter'];
const MAX_LINKS = 40;
const LINK = '120000';
const MODULE = '160000';

interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly object: string;
}

export interface CommitEvaluation {
  /** SHA-256 (hex); null if nothing is there or a link leaves the commit. */
  digest(path: string): Promise<string | null>;
}

/** @param scratch folder for a separate index */
export async function openCommitEvaluation(
  root: string,
  commit: string,
  scratch: string,
): Promise<CommitEvaluation> {
  const listed = await git(root, 'ls-tree', '-r', '-z', '--full-tree', commit);
  const entries = new Map(
    listed
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => {
        const tab = line.indexOf('\t');
        const [mode = '', , object = ''] = line.slice(0, tab).split(' ');
        const path = line.slice(tab + 1);
        return [path, { path, mode, object }] as const;
      }),
  );

  const children = new Map<string, Set<string>>();
  for (const path of entries.keys())
    for (let below = path; below !== '.'; below = posix.dirname(below)) {
      const folder = posix.dirname(below) === '.' ? '' : posix.dirname(below);
      const names = children.get(folder) ?? new Set();
      children.set(folder, names.add(posix.basename(below)));
    }

  async function list(folder: string): Promise<readonly string[] | null> {
    const real = folder === '' ? '' : await resolve(folder);
    if (real === null || entries.get(real)?.mode === MODULE) return null;
    return [...(children.get(real) ?? [])];
  }

  /** Follows links as a program that opens the path would. */
  async function resolve(path: string): Promise<string | null> {
    let done = '';
    let rest = path.split('/');
    for (let links = 0; rest.length > 0; ) {
      const [part = '', ...others] = rest;
      const next = posix.normalize(posix.join(done, part));
      if (next === '..' || next.startsWith('../')) return null;
      const entry = entries.get(next);
      if (entry?.mode !== LINK) {
        done = next === '.' ? '' : next;
        rest = others;
      } else {
        links += 1;
        const target = await git(root, 'cat-file', 'blob', entry.object);
        if (links > MAX_LINKS || posix.isAbsolute(target)) return null;
        rest = [...target.split('/'), ...others];
      }
    }
    return done;
  }

  async function collect(path: string, name: string, found: Array<Entry & { name: string }>, depth: number) {
    const real = await resolve(path);
    if (real === null || depth > MAX_LINKS) return void found.push({ path, name, mode: 'out', object: '' });
    const own = entries.get(real);
    if (own !== undefined) return void found.push({ ...own, name });
    for (const entry of entries.values()) {
      if (real !== '' && !entry.path.startsWith(`${real}/`)) continue;
      const below = real === '' ? entry.path : entry.path.slice(real.length + 1);
      if (entry.mode === LINK) await collect(entry.path, `${name}/${below}`, found, depth + 1);
      else found.push({ ...entry, name: `${name}/${below}` });
    }
  }

  return {
    async digest(path) {
      const found: Array<Entry & { name: string }> = [];
      await collect(path, '', found, 0);
      if (found.length === 0 || found.some(({ name, mode }) => name === '' && mode === 'out')) return null;
      for (const shadow of await pythonShadows(path, list)) await collect(shadow, `//${shadow}`, found, 0);
      const attributes = await attributesOf(found.filter(({ mode }) => mode.startsWith('100')));
      const lines = found.map(
        ({ name, mode, object, path: real }) => `${name}\0${mode}\0${object}\0${attributes.get(real) ?? ''}`,
      );
      return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
    },
  };

  async function attributesOf(files: readonly Entry[]): Promise<ReadonlyMap<string, string>> {
    const index = join(scratch, `index-${commit.slice(0, 12)}`);
    const own = { variables: { GIT_INDEX_FILE: index } };
    await gitWith(own, root, 'read-tree', commit);
    const known = new Map<string, string>();
    try {
      const paths = files.map(({ path }) => path);
      for (let from = 0; from < paths.length; from += 500) {
        const some = paths.slice(from, from + 500);
        const answer = await gitWith(own, root, 'check-attr', '-z', '--cached', ...ATTRIBUTES, '--', ...some);
        const fields = answer.split('\0');
        for (let at = 0; at + 2 < fields.length; at += 3)
          known.set(
            fields[at] ?? '',
            `${known.get(fields[at] ?? '') ?? ''} ${fields[at + 1]}=${fields[at + 2]}`,
          );
      }
    } finally {
      await rm(index, { force: true });
    }
    return known;
  }
}
