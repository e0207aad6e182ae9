import { createHash } from 'node:crypto';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { readChunks } from '../records/bounded-file.ts';
import { changedFiles } from './changed-files.ts';
import { git } from './git.ts';
import { findRepositoryRoot, headOf } from './repository.ts';

/** Folders that tools write and that decide nothing. Used outside git, where no ignore file says so. */
const GENERATED_FOLDERS = new Set(['.git', '.conclusive', 'node_modules', '__pycache__', '.venv']);

/** Path (from the root, forward slashes) -> name of its content. Equal content has an equal name, as in git. */
export type TreeListing = ReadonlyMap<string, string>;

/**
 * The files under `paths` at a commit. Nothing is read: git's object names tell.
 *
 * @param paths relative to the repository's root, with forward slashes; '' is the root itself.
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
      return [entry.slice(tab + 1), entry.slice(0, tab).split(' ')[2] ?? ''];
    }),
  );
}

/**
 * The files under `paths` as they stand in a checkout: what is committed, with uncommitted changes and new files that
 * no ignore file names. Outside git, all files that are not a tool's.
 */
export async function listCheckout(directory: string, paths: readonly string[]): Promise<TreeListing> {
  const [root, head] = await Promise.all([findRepositoryRoot(directory), headOf(directory)]);
  if (root === null) return listFolder(directory, paths);
  if (head === null) return listUncommitted(root, paths);
  const [untracked, changed, committed] = await Promise.all([
    untrackedFiles(root, paths),
    changedFiles(root, head, scope(paths)),
    listCommit(root, head, paths),
  ]);
  return asTheyStand(root, committed, untracked, changed);
}

export interface Checkout {
  /** As of `listCheckout`. */
  readonly listing: TreeListing;
  /** Where it stands, if no file that git knows or would add differs from it; else null. */
  readonly commit: string | null;
}

/** @param root of the work tree */
export async function readCheckout(root: string, paths: readonly string[]): Promise<Checkout> {
  const head = await headOf(root);
  if (head === null) return { listing: await listUncommitted(root, paths), commit: null };
  const untracked = untrackedFiles(root, ['']);
  const within = untracked.then((files) => scope(files.length === 0 ? [''] : paths));
  // What becomes of `untracked` is told below.
  within.catch(() => {});
  const [added, changed, committed] = await Promise.all([
    untracked,
    changedFiles(root, head, within),
    listCommit(root, head, paths),
  ]);
  if (added.length === 0 && changed.length === 0) return { listing: committed, commit: head };
  const own = await Promise.all([
    untrackedFiles(root, paths),
    added.length === 0 ? changedFiles(root, head, scope(paths)) : changed,
  ]);
  return { listing: await asTheyStand(root, committed, ...own), commit: null };
}

/** All files in a folder that are not a tool's. */
export async function listFolder(directory: string, paths: readonly string[]): Promise<TreeListing> {
  return nameFiles(directory, (await Promise.all(paths.map((path) => walk(directory, path)))).flat());
}

async function listUncommitted(root: string, paths: readonly string[]): Promise<TreeListing> {
  const [added, untracked] = await Promise.all([
    git(root, 'ls-files', '-z', '--cached', '--', ...scope(paths)),
    untrackedFiles(root, paths),
  ]);
  return nameFiles(root, [...fields(added), ...untracked]);
}

async function asTheyStand(
  root: string,
  committed: TreeListing,
  untracked: readonly string[],
  changed: readonly string[],
): Promise<TreeListing> {
  const listing = new Map(committed);
  for (const path of changed) listing.delete(path);
  // A changed submodule is known by its files.
  const standing = (await Promise.all(changed.map((path) => walk(root, path)))).flat();
  for (const [path, name] of await nameFiles(root, [...standing, ...untracked])) listing.set(path, name);
  return listing;
}

/** Files under `paths` that git neither tracks nor ignores. */
export async function untrackedFiles(root: string, paths: readonly string[]): Promise<string[]> {
  return fields(await git(root, 'ls-files', '-z', '--others', '--exclude-standard', '--', ...scope(paths)));
}

/** Files and whole folders that git ignores, from the root. */
export async function ignoredPaths(root: string): Promise<string[]> {
  const options = ['--others', '--ignored', '--exclude-standard', '--directory'];
  return fields(await git(root, 'ls-files', '-z', ...options)).map((path) => path.replace(/\/$/, ''));
}

/** One digest (SHA-256, hex) for a listing, leaving out some paths. */
export function digestListing(listing: TreeListing, except: ReadonlySet<string> = new Set()): string {
  const hash = createHash('sha256');
  for (const path of [...listing.keys()].sort()) {
    if (!except.has(path)) hash.update(`${path}\0${listing.get(path)}\0`);
  }
  return hash.digest('hex');
}

function scope(paths: readonly string[]): string[] {
  return paths.map((path) => (path === '' ? '.' : path));
}

function fields(text: string): string[] {
  return text.split('\0').filter((field) => field !== '');
}

async function walk(directory: string, path: string): Promise<string[]> {
  const start = join(directory, path);
  const stat = await lstat(start).catch(() => null);
  if (stat === null) return [];
  if (!stat.isDirectory()) return [path];
  const files: string[] = [];
  const pending = [start];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const full = join(folder, entry.name);
      if (entry.isFile() && entry.name === '.git') continue;
      if (!entry.isDirectory()) files.push(relative(directory, full).split(sep).join('/'));
      else if (!GENERATED_FOLDERS.has(entry.name)) pending.push(full);
    }
  }
  return files;
}

async function nameFiles(root: string, files: readonly string[]): Promise<TreeListing> {
  const listing = new Map<string, string>();
  for (const file of files) {
    const full = join(root, file);
    const stat = await lstat(full).catch(() => null);
    // Anything else has no content.
    if (stat === null || !(stat.isFile() || stat.isSymbolicLink())) continue;
    // Git's own name of a blob, so that a file whose change was undone is the committed one again.
    const hash = createHash('sha1').update(`blob ${stat.size}\0`);
    if (stat.isSymbolicLink()) hash.update(await readlink(full));
    else for await (const chunk of readChunks(full, Number.POSITIVE_INFINITY)) hash.update(chunk);
    listing.set(file, hash.digest('hex'));
  }
  return listing;
}
