/** A run finds bytes and kinds on disk, so what git says about a file does not count. */
import { lstat, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { outputIn } from '../files/experiment-output.ts';
import { changedFiles } from './changed-files.ts';
import { git } from './git.ts';
import { findRepositoryRoot, headOf } from './repository.ts';
import { fields, listCommit, modulesOf, scope, type TreeListing, untrackedFiles } from './tree.ts';
import { digestFiles, digestTree, NO_UTF8, type TreeBytes } from './tree-bytes.ts';

/** Written by tools; they decide nothing. Used outside git, where no ignore file lists them. */
const GENERATED_FOLDERS = new Set(['.git', '.conclusive', 'node_modules', '__pycache__', '.venv']);

/** With uncommitted changes and new files that are not ignored. Outside git, all files but those of tools. */
export async function listCheckout(directory: string, paths: readonly string[]): Promise<TreeListing> {
  const [root, head] = await Promise.all([findRepositoryRoot(directory), headOf(directory)]);
  return root === null ? listFolder(directory, paths) : listStanding(root, head, paths);
}

export interface Checkout {
  readonly listing: TreeListing;
  /** Null if any tracked or new file differs from the commit. */
  readonly commit: string | null;
}

export async function readCheckout(root: string, paths: readonly string[]): Promise<Checkout> {
  const head = await headOf(root);
  if (head === null) return { listing: await listStanding(root, null, paths), commit: null };
  const [listing, added, changed] = await Promise.all([
    listStanding(root, head, paths),
    untrackedFiles(root, ['']),
    changedFiles(root, head, ['.']),
  ]);
  return { listing, commit: added.length === 0 && changed.length === 0 ? head : null };
}

/** Leaves out the files of tools. */
export async function listFolder(directory: string, paths: readonly string[]): Promise<TreeListing> {
  return nameFiles(directory, (await Promise.all(paths.map((path) => walk(directory, path)))).flat());
}

/**
 * The work tree may hold other files too by now.
 *
 * @param bytes of the work tree, if they are known
 */
export async function listWorktree(
  directory: string,
  commit: string,
  paths: readonly string[],
  bytes?: TreeBytes,
): Promise<TreeListing> {
  const [committed, all] = await Promise.all([
    listCommit(directory, commit, paths),
    bytes ?? digestTree(directory),
  ]);
  const modules = modulesOf(committed);
  const whole = await wholeModules(directory, commit, modules);
  const listing = new Map<string, string>(whole);
  const others = [...modules.keys()].filter((path) => !whole.has(path));
  for (const [path, name] of all) {
    // Git's answer lacks names that are not UTF-8; a new work tree has only the commit's files.
    const isOdd = path.includes(NO_UTF8) && paths.some((one) => one === '' || path.startsWith(`${one}/`));
    if (committed.has(path) || isOdd || others.some((module) => path.startsWith(`${module}/`)))
      listing.set(path, name);
  }
  return listing;
}

/** @param head null without commits */
async function listStanding(
  root: string,
  head: string | null,
  paths: readonly string[],
): Promise<TreeListing> {
  const known = ['--cached', '--others', '--exclude-standard'];
  const [standing, committed] = await Promise.all([
    git(root, 'ls-files', '-z', ...known, '--', ...scope(paths)),
    head === null ? new Map<string, string>() : listCommit(root, head, paths),
  ]);
  const modules = modulesOf(committed);
  const whole = head === null ? new Map<string, string>() : await wholeModules(root, head, modules);
  const changed = [...modules.keys()].filter((path) => !whole.has(path));
  const files = new Set([...committed.keys(), ...fields(standing)]);
  for (const path of modules.keys()) files.delete(path);
  for (const path of (await Promise.all(changed.map((module) => walk(root, module)))).flat()) files.add(path);
  return new Map([...whole, ...(await nameFiles(root, [...files]))]);
}

/** Those that equal the commit; other submodules are known by their files. */
async function wholeModules(
  root: string,
  commit: string,
  modules: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const whole = new Map<string, string>();
  if (modules.size === 0) return whole;
  const changed = new Set(await changedFiles(root, commit, [...modules.keys()]));
  for (const [path, object] of modules)
    if (!changed.has(path) && (await isCheckedOut(join(root, path)))) whole.set(path, moduleAt(object));
  return whole;
}

export function moduleAt(commit: string): string {
  return `module ${commit}`;
}

/** Git's config and `.gitmodules` decide which nested submodules are checked out. */
async function isCheckedOut(module: string): Promise<boolean> {
  if ((await lstat(join(module, '.git')).catch(() => null)) === null) return false;
  for (const path of modulesOf(await listCommit(module, 'HEAD', [''])).keys())
    if (!(await isCheckedOut(join(module, path)))) return false;
  return true;
}

async function walk(directory: string, path: string): Promise<string[]> {
  const start = join(directory, path);
  const stat = await lstat(start).catch(() => null);
  if (stat === null) return [];
  if (!stat.isDirectory()) return [path];
  const files: string[] = [];
  const pending = [start];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = await readdir(folder, { withFileTypes: true });
    const output = await outputIn(folder);
    for (const entry of entries) {
      const full = join(folder, entry.name);
      if ((entry.isFile() && entry.name === '.git') || output.has(entry.name)) continue;
      if (!entry.isDirectory()) files.push(relative(directory, full).split(sep).join('/'));
      else if (!GENERATED_FOLDERS.has(entry.name)) pending.push(full);
    }
  }
  return files;
}

async function nameFiles(root: string, files: readonly string[]): Promise<TreeListing> {
  const listing = new Map(await digestFiles(root, files));
  // Git's answer lacks names that are not UTF-8, so the disk is read.
  const odd = files
    .filter((file) => file.includes('\ufffd'))
    .map((file) => file.slice(0, file.lastIndexOf('/', file.indexOf('\ufffd')) + 1));
  for (const folder of new Set(odd))
    for (const [path, name] of await digestTree(join(root, folder)))
      if (path.includes(NO_UTF8)) listing.set(`${folder}${path}`, name);
  return listing;
}
