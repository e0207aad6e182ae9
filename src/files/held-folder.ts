/**
 * A folder that others can write to, used through a handle from its making on. A link that is put in its place, or in place of a folder in
 * it, leads nowhere: paths below a handle are walked folder by folder, and no link is followed.
 */
import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, type Stats } from 'node:fs';

export class ReplacedFolderError extends Error {
  override name = 'ReplacedFolderError';
}

export interface HeldFolder {
  /** Path for everything in the folder. On Linux it leads through the handle. */
  readonly path: string;
  /** Its permissions when it was opened. */
  readonly mode: number;
  /** @throws ReplacedFolderError unless `place` is still the folder that was opened */
  requireAt(place: string): void;
  close(): void;
}

/** Node names all flags of open(2) but this one. It needs no right to read the folder. */
const O_PATH = 0o10000000;
const FOLDER = O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW;
const HANDLES = '/proc/self/fd';
/** Also of the process that this one reads for. */
const HANDLE = /^\/proc\/(?:self|\d+)\/fd\/\d+(?=\/|$)/;
const hasHandles = process.platform === 'linux' && existsSync(HANDLES);

/** @throws where there is no folder, such as for a link to one */
export function holdFolder(place: string | Buffer): HeldFolder {
  const handle = hasHandles ? openSync(place, FOLDER) : null;
  const opened = handle === null ? lstatSync(place) : fstatSync(handle);
  if (!opened.isDirectory()) throw new ReplacedFolderError(`${place} is not a folder`);
  return {
    path: handle === null ? String(place) : `${HANDLES}/${handle}`,
    mode: opened.mode,
    requireAt(now) {
      const found = lstatSync(now, { throwIfNoEntry: false });
      if (found !== undefined && isSame(found, opened)) return;
      const what =
        found === undefined ? 'removed' : found.isSymbolicLink() ? 'replaced by a link' : 'replaced';
      throw new ReplacedFolderError(what);
    },
    close() {
      if (handle !== null) closeSync(handle);
    },
  };
}

/** On other platforms than Linux a handle cannot hold the inode, so that the time of making tells it from its successor. */
function isSame(found: Stats, opened: Stats): boolean {
  const isTwin = found.dev === opened.dev && found.ino === opened.ino;
  return isTwin && (hasHandles || found.birthtimeMs === opened.birthtimeMs);
}

/**
 * @param use takes a path whose folders are all handles. A path that is below no handle is passed on as it is
 * @throws where a folder on the way is a link or no folder
 */
export function withinFolder<Value, Path extends string | Buffer>(
  path: Path,
  use: (path: Path | string) => Value,
): Value {
  // Bytes are a name that is no UTF-8, in a tree that no run holds.
  if (typeof path !== 'string') return use(path);
  const { base, parts } = split(path);
  if (base === null) return use(path);
  const last = parts.pop();
  return last === undefined ? use(base) : through(base, parts, (folder) => use(`${folder}/${last}`));
}

/** The same for a path that is a folder itself. */
export function inFolder<Value>(path: string, use: (path: string) => Value): Value {
  const { base, parts } = split(path);
  return base === null ? use(path) : through(base, parts, use);
}

function split(path: string): { readonly base: string | null; readonly parts: string[] } {
  const [base = null] = HANDLE.exec(path) ?? [];
  const parts = path
    .slice(base?.length ?? 0)
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  if (base !== null && parts.includes('..')) throw new Error(`a path with "..": ${parts.join('/')}`);
  return { base, parts };
}

function through<Value>(base: string, parts: readonly string[], use: (folder: string) => Value): Value {
  let folder = base;
  let handle: number | null = null;
  try {
    for (const part of parts) {
      const next: number = openSync(`${folder}/${part}`, FOLDER);
      if (handle !== null) closeSync(handle);
      [handle, folder] = [next, `${HANDLES}/${next}`];
    }
    return use(folder);
  } catch (error) {
    throw withoutHandles(error);
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** Users know the path from the folder on, and not the number of a handle. */
export function withoutHandles(error: unknown): Error {
  const known = error instanceof Error ? error : new Error(String(error));
  known.message = known.message.replaceAll(/\/proc\/(?:self|\d+)\/fd\/\d+\/?/g, '');
  return known;
}
