import { createHash } from 'node:crypto';
import { git } from './git.ts';

/** Path (from the root, forward slashes) -> entry. Compare two listings only if both come from git or both from disk. */
export type TreeListing = ReadonlyMap<string, string>;

const MODULE = '160000 ';

/**
 * Entries are `<mode> <object>`. A run may find other bytes, because attributes and the machine's config decide what git
 * writes.
 *
 * @param paths relative to the repository's root, with forward slashes; '' is the root itself
 */
export async function listCommit(
  root: string,
  commit: string,
  paths: readonly string[],
): Promise<TreeListing> {
  const listed = await git(root, 'ls-tree', '-r', '-z', '--full-tree', commit, '--', ...scope(paths));
  // <mode> SP <type> SP <object> TAB <path>
  return new Map(
    fields(listed).map((entry) => {
      const tab = entry.indexOf('\t');
      const [mode = '', , object = ''] = entry.slice(0, tab).split(' ');
      return [entry.slice(tab + 1), `${mode} ${object}`];
    }),
  );
}

/** By path. */
export function modulesOf(listing: TreeListing): ReadonlyMap<string, string> {
  const modules = [...listing].filter(([, entry]) => entry.startsWith(MODULE));
  return new Map(modules.map(([path, entry]) => [path, entry.slice(MODULE.length)]));
}

/** Those that git neither tracks nor ignores. */
export async function untrackedFiles(root: string, paths: readonly string[]): Promise<string[]> {
  return fields(await git(root, 'ls-files', '-z', '--others', '--exclude-standard', '--', ...scope(paths)));
}

/** Files and whole folders, from the root. */
export async function ignoredPaths(root: string): Promise<string[]> {
  const options = ['--others', '--ignored', '--exclude-standard', '--directory'];
  return fields(await git(root, 'ls-files', '-z', ...options)).map((path) => path.replace(/\/$/, ''));
}

/** SHA-256 (hex). */
export function digestListing(listing: TreeListing, except: ReadonlySet<string> = new Set()): string {
  const hash = createHash('sha256');
  for (const path of [...listing.keys()].sort()) {
    if (!except.has(path)) hash.update(`${path}\0${listing.get(path)}\0`);
  }
  return hash.digest('hex');
}

export function scope(paths: readonly string[]): string[] {
  return paths.map((path) => (path === '' ? '.' : path));
}

export function fields(text: string): string[] {
  return text.split('\0').filter((field) => field !== '');
}
