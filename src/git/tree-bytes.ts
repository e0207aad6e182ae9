/** Everything counts, including ignored and untracked files, whatever git says about them. */
import { createHash } from 'node:crypto';
import { closeSync, type Dirent, lstatSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { openToRead } from '../files/open-file.ts';

/** Path from the root, with forward slashes -> kind and content. */
export type TreeBytes = ReadonlyMap<string, string>;

interface Entry {
  readonly name: string;
  readonly path: string | Buffer;
  readonly kind: Pick<Dirent, 'isDirectory' | 'isFile' | 'isSymbolicLink'>;
}

/** No other path contains this. */
export const NO_UTF8 = '// (no UTF-8)';
/** The kind of a file in whose place Git LFS wrote a pointer. */
const POINTER = 'pointer ';
const POINTER_START = 'version https://git-lfs.github.com/spec/';
/** By the specification of Git LFS, a pointer is smaller. */
const MAX_POINTER_BYTES = 1024;
const SEPARATOR = Buffer.from('/');
const CHUNK = Buffer.allocUnsafe(1024 * 1024);
/** Reading more at once would delay the output of runs. */
const BYTES_IN_ONE_GO = 64 * 1024 * 1024;

/** Leaves out `.git`, and those of submodules. */
export async function digestTree(root: string): Promise<TreeBytes> {
  const found = new Map<string, string>();
  const pending: Array<{ readonly name: string; readonly path: string | Buffer }> = [
    { name: '', path: root },
  ];
  let read = 0;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    let entries: readonly Entry[];
    try {
      entries = entriesIn(folder.path);
    } catch {
      found.set(folder.name, 'cannot be read');
      continue;
    }
    for (const entry of entries) {
      if (entry.name === '.git') continue;
      const path = folder.name === '' ? entry.name : `${folder.name}/${entry.name}`;
      if (entry.kind.isDirectory()) pending.push({ name: path, path: entry.path });
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

/** Folders and missing files are skipped. */
export async function digestFiles(root: string, files: readonly string[]): Promise<TreeBytes> {
  const found = new Map<string, string>();
  let read = 0;
  for (const file of files) {
    const path = join(root, file);
    const kind = lstatSync(path, { throwIfNoEntry: false });
    if (kind === undefined || kind.isDirectory()) continue;
    const { name, bytes } = await nameOf({ path, kind });
    found.set(file, name);
    read += bytes + 4096;
    if (read > BYTES_IN_ONE_GO) {
      read = 0;
      await pause();
    }
  }
  return found;
}

export function linkTo(target: string): string {
  return `link to ${target}`;
}

/** @param digest SHA-256 (hex) */
function fileOf(digest: string, isProgram: boolean): string {
  return `${isProgram ? 'program' : 'file'} ${digest}`;
}

/** Files of a listing in whose place Git LFS wrote a pointer. */
export function pointersIn(listing: ReadonlyMap<string, string>): readonly string[] {
  return [...listing].filter(([, name]) => name.startsWith(POINTER)).map(([path]) => path);
}

/** Like `digestFiles`, but reads no file that is too large for a pointer. */
export function digestSmallFiles(root: string, files: readonly string[]): Promise<TreeBytes> {
  const small = files.filter((file) => {
    const stat = lstatSync(join(root, file), { throwIfNoEntry: false });
    return stat !== undefined && stat.size < MAX_POINTER_BYTES;
  });
  return digestFiles(root, small);
}

/** @returns kind and content of a regular file, and its size */
export async function nameFile(
  path: string | Buffer,
  isProgram: boolean,
): Promise<{ readonly name: string; readonly bytes: number }> {
  const { digest, bytes, isPointer } = await digestFile(path);
  return { name: isPointer ? `${POINTER}${digest}` : fileOf(digest, isProgram), bytes };
}

/** A name that is not UTF-8 stays in bytes, because its text would not find the file. */
function entriesIn(folder: string | Buffer): readonly Entry[] {
  return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).map((kind) => {
    const text = kind.name.toString();
    const isLost = !Buffer.from(text).equals(kind.name);
    const name = isLost ? `${kind.name.toString('latin1')}${NO_UTF8}` : text;
    const isText = typeof folder === 'string' && !isLost;
    const path = isText ? join(folder, name) : Buffer.concat([Buffer.from(folder), SEPARATOR, kind.name]);
    return { name, path, kind };
  });
}

async function nameOf({
  path,
  kind,
}: Pick<Entry, 'path' | 'kind'>): Promise<{ readonly name: string; readonly bytes: number }> {
  try {
    if (kind.isSymbolicLink()) return { name: linkTo(readlinkSync(path)), bytes: 0 };
    const { mode } = lstatSync(path);
    if (!kind.isFile()) return { name: `special ${mode}`, bytes: 0 };
    return await nameFile(path, (mode & 0o111) !== 0);
  } catch (error) {
    return { name: `cannot be read: ${(error as NodeJS.ErrnoException).code}`, bytes: 0 };
  }
}

function startsAsPointer(): boolean {
  return CHUNK.toString('latin1', 0, POINTER_START.length) === POINTER_START;
}

async function digestFile(
  path: string | Buffer,
): Promise<{ readonly digest: string; readonly bytes: number; readonly isPointer: boolean }> {
  const hash = createHash('sha256');
  const { file } = openToRead(path);
  try {
    let bytes = 0;
    let isPointer = false;
    // Other calls use the same buffer during a pause.
    for (let read = readSync(file, CHUNK); read > 0; read = readSync(file, CHUNK)) {
      isPointer = bytes === 0 && read < MAX_POINTER_BYTES && startsAsPointer();
      hash.update(CHUNK.subarray(0, read));
      bytes += read;
      if (bytes % BYTES_IN_ONE_GO === 0) await pause();
    }
    return { digest: hash.digest('hex'), bytes, isPointer };
  } finally {
    closeSync(file);
  }
}
