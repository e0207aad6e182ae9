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
  readonly linked: ReadonlySet<string>;
}

/** @returns paths, from the root, of files of a checkout that runs share and one has written to */
export function findSharedWrites({ root, listing, linked }: SharedRequest): readonly string[] {
  const found: string[] = [];
  for (const file of [...listing.files, ...listing.outputs]) {
    if (!linked.has(file.path) || isLog(file.path) || CACHE.test(file.path)) continue;
    const now = fileAt(root, file.path);
    // A new inode means that an editor replaced the file, which no run shares.
    if (now !== null && now.inode === file.inode && isWritten(file, now)) found.push(file.path);
  }
  return found.slice(0, MAX_FOUND);
}
