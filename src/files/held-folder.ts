/**
 * A folder that others can write to, used through a handle. Paths below it are opened folder by folder without
 * following links, so a link that replaces a folder leads nowhere.
 */
import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, type Stats } from 'node:fs';

export class ReplacedFolderError extends Error {
  override name = 'ReplacedFolderError';
}

export interface HeldFolder {
  /** Path to use for everything in the folder. */
  readonly path: string;
  readonly mode: number;
  /** @throws ReplacedFolderError unless `place` is still the folder that was opened */
  requireAt(place: string): void;
  close(): void;
}

/** The one open(2) flag that Node does not name. It needs no permission to read the folder. */
const O_PATH = 0o10000000;
const FOLDER = O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW;
const HANDLES = '/proc/self/fd';
/** Also matches handles of another process. */
const HANDLE = /^\/proc\/(?:self|\d+)\/fd\/\d+(?=\/|$)/;
const hasHandles = process.platform === 'linux' && existsSync(HANDLES);

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

/** Outside Linux an inode may be reused, so the creation time must match too. */
function isSame(found: Stats, opened: Stats): boolean {
  const isTwin = found.dev === opened.dev && found.ino === opened.ino;
  return isTwin && (hasHandles || found.birthtimeMs === opened.birthtimeMs);
}

/**
 * @param use takes a path whose folders are all handles. A path outside every handle is passed on unchanged
 * @throws where a folder on the path is a link or a file
 */
export function withinFolder<Value, Path extends string | Buffer>(
  path: Path,
  use: (path: Path | string) => Value,
): Value {
  // Names that are not UTF-8 occur only in trees that runs cannot write to.
  if (typeof path !== 'string') return use(path);
  const { base, parts } = split(path);
  if (base === null) return use(path);
  const last = parts.pop();
  return last === undefined ? use(base) : through(base, parts, (folder) => use(`${folder}/${last}`));
}

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
      handle = next;
      folder = `${HANDLES}/${next}`;
    }
    return use(folder);
  } catch (error) {
    throw withoutHandles(error);
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** Users know only the path inside the folder. */
export function withoutHandles(error: unknown): Error {
  const known = error instanceof Error ? error : new Error(String(error));
  known.message = known.message.replaceAll(/\/proc\/(?:self|\d+)\/fd\/\d+\/?/g, '');
  return known;
}
