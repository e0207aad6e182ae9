/** What became of a work tree since it was read. */
import { digestTree, type TreeBytes } from '../../git/tree-bytes.ts';
import { isPlainCompilation } from './python-cache.ts';

/** Where tools of Node.js keep what they derive. */
const NODE_CACHE = /(?:^|\/)node_modules\/(?:\.cache|\.vite(?:-\w+)?|\.tmp)\//;

/** @returns files of `before` that are no longer what they were, or are gone */
export async function changedSince(before: TreeBytes, root: string): Promise<readonly string[]> {
  return changedFrom(before, await digestTree(root));
}

/** The same, and files that are new in a tree to which nobody has a reason to write. */
export async function changesOf(before: TreeBytes, root: string): Promise<readonly string[]> {
  const now = await digestTree(root);
  // Where setup has installed the code itself (pip install -e), Python compiles it here when the first run imports it.
  const added = [...now.keys()].filter((path) => !before.has(path) && !isPlainCompilation(root, path));
  return [...changedFrom(before, now), ...added].filter((path) => !NODE_CACHE.test(path));
}

function changedFrom(before: TreeBytes, now: TreeBytes): string[] {
  return [...before].filter(([path, name]) => now.get(path) !== name).map(([path]) => path);
}
