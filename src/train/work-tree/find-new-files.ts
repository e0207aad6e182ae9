import { join } from 'node:path';
import { listFolder } from '../../files/open-file.ts';
import { toRootPath } from '../../plan/code/code-tree.ts';
import { fileAt, type TreeListing } from './list-tree.ts';

/** By-products of tools. */
const BY_THE_WAY = /(?:^|\/)(?:__pycache__|node_modules|\.[^/]+)(?:\/|$)|\.pyc$/;
/** Copies keep times to the microsecond. */
const SAME_TIME_MS = 1;
/** A run may leave millions. */
const MAX_ENTRIES = 20_000;

/**
 * Finds new and changed files in a run's work tree, those near `directory` first.
 *
 * @param tree root of the work tree, made from `listing`
 * @returns paths from `directory`; others are left out
 */
export function findNewFiles(tree: string, listing: TreeListing, directory: string): readonly string[] {
  const before = new Map(listing.files.map((file) => [file.path, file]));
  const found: string[] = [];
  let entries = 0;
  const pending = [directory];
  for (
    let folder = pending.shift();
    folder !== undefined && entries < MAX_ENTRIES;
    folder = pending.shift()
  ) {
    for (const entry of entriesOf(folder)) {
      entries += 1;
      const path = join(folder, entry.name);
      const own = toRootPath(directory, path);
      if (BY_THE_WAY.test(own)) continue;
      if (entry.isDirectory()) pending.push(path);
      else if (entry.isFile() && isNew(toRootPath(tree, path))) found.push(own);
    }
  }
  return found;

  function isNew(path: string): boolean {
    const old = before.get(path);
    const now = fileAt(tree, path);
    if (old === undefined || now === null) return now !== null;
    return now.bytes !== old.bytes || Math.abs(now.mtimeMs - old.mtimeMs) > SAME_TIME_MS;
  }
}

/** A run may have removed or closed the folder. */
function entriesOf(folder: string) {
  try {
    return listFolder(folder);
  } catch {
    return [];
  }
}
