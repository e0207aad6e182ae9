/** All that lies in a work tree, by its bytes: ignored and untracked files too, whatever git says of them. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  type Dirent,
  lstatSync,
  openSync,
  type PathLike,
  readdirSync,
  readlinkSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { isPlainCompilation } from './python-cache.ts';

/** Path from the root, with forward slashes -> what is there. Folders are known by what is in them. */
export type TreeBytes = ReadonlyMap<string, string>;

interface Entry {
  readonly name: string;
  readonly path: string | Buffer;
  readonly kind: Pick<Dirent, 'isDirectory' | 'isFile' | 'isSymbolicLink'>;
}

/** Where tools of Node.js keep what they derive. */
const NODE_CACHE = /(?:^|\/)node_modules\/(?:\.cache|\.vite(?:-\w+)?|\.tmp)\//;
const CHUNK = Buffer.allocUnsafe(1024 * 1024);
/** What was read in one go keeps the runs' output waiting. */
const BYTES_IN_ONE_GO = 64 * 1024 * 1024;

/** Git's own data is left out: `.git` of the work tree and of its submodules. */
export async function digestTree(root: string): Promise<TreeBytes> {
  const found = new Map<string, string>();
  const pending = [''];
  let read = 0;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    let entries: readonly Entry[];
    try {
      entries = entriesIn(join(root, folder));
    } catch {
      found.set(folder, 'cannot be read');
      continue;
    }
    for (const entry of entries) {
      if (entry.name === '.git') continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.kind.isDirectory() && typeof entry.path === 'string') pending.push(path);
      else {
        const { name, bytes } = await nameOf(entry);
        found.set(path, name);
        read += bytes + 4096;
      }
      if (read > BYTES_IN_ONE_GO) {
        read = 0;
        await pause();
      }
    }
  }
  return found;
}

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

/** Names that are no UTF-8 are handed on as bytes: as text, such a file would not be found. */
function entriesIn(folder: string): readonly Entry[] {
  const isLost = (name: string) => name.includes('\ufffd');
  const all = readdirSync(folder, { withFileTypes: true }).map((kind) => ({
    name: kind.name,
    path: join(folder, kind.name),
    kind,
  }));
  if (!all.some(({ name }) => isLost(name))) return all;
  const lost = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })
    .filter(({ name }) => isLost(name.toString()))
    .map((kind) => ({
      name: `${kind.name.toString('latin1')} (no UTF-8)`,
      path: Buffer.concat([Buffer.from(join(folder, '/')), kind.name]),
      kind,
    }));
  return [...all.filter(({ name }) => !isLost(name)), ...lost];
}

async function nameOf({ path, kind }: Entry): Promise<{ readonly name: string; readonly bytes: number }> {
  try {
    if (kind.isSymbolicLink()) return { name: `link to ${readlinkSync(path)}`, bytes: 0 };
    const { mode } = lstatSync(path);
    if (!kind.isFile()) return { name: `special ${mode}`, bytes: 0 };
    const isProgram = (mode & 0o111) !== 0;
    const { digest, bytes } = await digestFile(path);
    return { name: `${isProgram ? 'program' : 'file'} ${digest}`, bytes };
  } catch (error) {
    return { name: `cannot be read: ${(error as NodeJS.ErrnoException).code}`, bytes: 0 };
  }
}

async function digestFile(path: PathLike): Promise<{ readonly digest: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    let bytes = 0;
    // Others read into it during a pause.
    for (let read = readSync(file, CHUNK); read > 0; read = readSync(file, CHUNK)) {
      hash.update(CHUNK.subarray(0, read));
      bytes += read;
      if (bytes % BYTES_IN_ONE_GO === 0) await pause();
    }
    return { digest: hash.digest('hex'), bytes };
  } finally {
    closeSync(file);
  }
}
