import { lstatSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import type { TreeOrigin } from '../executors/executor.ts';
import { fileAt, isLog, isWritten, type TreeListing } from './list-tree.ts';

/** Python's bytecode is the same for all runs and replaced atomically. */
const CACHE = /(?:^|\/)__pycache__\/|\.pyc$/;
/** Enough names for a message. */
const MAX_FOUND = 100;

export interface SharedRequest {
  /** The checkout from which trees were made. */
  readonly root: string;
  /** Its files when the first tree was made. */
  readonly listing: TreeListing;
  readonly since: number;
  readonly linked: ReadonlySet<string>;
}

/** @returns paths, from the root, of shared files of a checkout that were written to */
export async function findSharedWrites(request: SharedRequest): Promise<readonly string[]> {
  const { root, listing, since, linked } = request;
  const found: string[] = [];
  for (const file of [...listing.files, ...listing.outputs]) {
    if (!linked.has(file.path) || isLog(file.path)) continue;
    const now = fileAt(root, file.path);
    // A new inode means that an editor replaced the file, which no run shares.
    if (now === null || now.inode !== file.inode) continue;
    if (isWritten(file, now)) found.push(file.path);
  }
  for (const path of listing.shared) {
    if (posix.basename(path) === 'node_modules') continue;
    found.push(...(await changedSince(root, path, since)));
  }
  return found.filter((path) => !CACHE.test(path)).slice(0, MAX_FOUND);
}

/**
 * Like `findSharedWrites`, if a killed process made the first tree. Only times can tell then.
 *
 * @param listing of a tree with the same files
 */
export async function hasSharedWrites(
  { root, since }: Pick<TreeOrigin, 'root' | 'since'>,
  { files, shared }: TreeListing,
): Promise<boolean> {
  const isWrittenFile = (path: string) =>
    !isLog(path) && !CACHE.test(path) && (fileAt(root, path)?.mtimeMs ?? 0) >= since;
  if (files.some(({ path }) => isWrittenFile(path))) return true;
  for (const path of shared.filter((path) => posix.basename(path) !== 'node_modules'))
    if ((await changedSince(root, path, since)).some((file) => !CACHE.test(file))) return true;
  return false;
}

/** Files in there have no links from trees, so the change time of the entry counts. */
async function changedSince(root: string, path: string, since: number): Promise<string[]> {
  const found: string[] = [];
  const pending = [path];
  for (let folder = pending.pop(); folder !== undefined && found.length < MAX_FOUND; folder = pending.pop()) {
    await pause();
    try {
      for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
        const own = `${folder}/${entry.name}`;
        if (entry.isDirectory()) pending.push(own);
        else if (entry.isFile() && lstatSync(join(root, own)).ctimeMs >= since) found.push(own);
      }
    } catch {}
  }
  return found;
}
