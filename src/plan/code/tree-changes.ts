import { statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readBeginning } from '../../files/open-file.ts';
import { digestTree, type TreeBytes } from '../../git/tree-bytes.ts';

const NODE_CACHE = /(?:^|\/)node_modules\/(?:\.cache|\.vite(?:-\w+)?|\.tmp)\//;

const HEADER_BYTES = 16;

/** @returns files that were changed or deleted */
export async function changedSince(before: TreeBytes, root: string): Promise<readonly string[]> {
  return changedFrom(before, await digestTree(root));
}

/** Includes new files, for trees that nothing should write to. */
export async function changesOf(before: TreeBytes, root: string): Promise<readonly string[]> {
  const now = await digestTree(root);
  // After `pip install -e`, Python compiles the code here at the first import.
  const added = [...now.keys()].filter((path) => !before.has(path) && !isPlainCompilation(root, path));
  return [...changedFrom(before, now), ...added].filter((path) => !NODE_CACHE.test(path));
}

function changedFrom(before: TreeBytes, now: TreeBytes): string[] {
  return [...before].filter(([path, name]) => now.get(path) !== name).map(([path]) => path);
}

/**
 * Bytecode with an unchecked hash would run whatever the source says, so only the kind that Python compares with its source
 * passes.
 */
function isPlainCompilation(root: string, path: string): boolean {
  const [, name] = /^(.+?)\.[^/]*pyc$/.exec(posix.basename(path)) ?? [];
  const folder = posix.dirname(path);
  if (name === undefined || posix.basename(folder) !== '__pycache__') return false;
  try {
    const source = statSync(join(root, posix.dirname(folder), `${name}.py`));
    const header = readBeginning(join(root, path), HEADER_BYTES);
    if (header.length < HEADER_BYTES) return false;
    const flags = header.readUInt32LE(4);
    const time = header.readUInt32LE(8);
    const size = header.readUInt32LE(12);
    const sourceTime = Math.floor(source.mtimeMs / 1000) % 2 ** 32;
    return flags === 0 && time === sourceTime && size === source.size % 2 ** 32;
  } catch {
    return false;
  }
}
