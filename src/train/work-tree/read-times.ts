/**
 * What tells a result that runs take from each other from a log that nobody opens: whether the file is read. A file system notes when a file
 * was read for the first time after it was written (`relatime`), unless it is mounted to note nothing.
 */
import {
  constants,
  copyFileSync,
  mkdtempSync,
  rmSync,
  type Stats,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

export interface FileState {
  /** With the number of its device: which file it is, whatever its name. */
  readonly inode: number;
  readonly bytes: number;
  readonly mtimeMs: number;
  /** The last time of reading that is noted. */
  readonly atimeMs: number;
  readonly birthtimeMs: number;
}

/** By these names nobody looks for a result. */
const LOG = /\.(?:log|out|err)(?:\.\d+)?$/i;

export function stateOf({ ino, size, mtimeMs, atimeMs, birthtimeMs }: Stats): FileState {
  return { inode: ino, bytes: size, mtimeMs, atimeMs, birthtimeMs };
}

/** @param before undefined: there was none */
export function isWritten(before: FileState | undefined, now: FileState): boolean {
  return before?.inode !== now.inode || before.bytes !== now.bytes || before.mtimeMs !== now.mtimeMs;
}

/** Since `before`, by whomever. One that is made and read within one tick of the clock, some milliseconds, is not known to be. */
export function isRead(before: FileState | undefined, now: FileState): boolean {
  return before?.inode === now.inode ? before.atimeMs !== now.atimeMs : now.atimeMs > now.birthtimeMs;
}

/** Where no time of reading is noted, whatever is written may have been read, but for what is called a log. */
export function mayBeReadUnseen(path: string): boolean {
  return !LOG.test(path) && !notesReading(dirname(path));
}

/** Asked of a copy: where the file system clones files, it may note no reading for it. */
function notesReading(folder: string): boolean {
  let probe: string | null = null;
  try {
    probe = mkdtempSync(join(folder, '.conclusive-'));
    const [file, copy] = [join(probe, 'file'), join(probe, 'copy')];
    writeFileSync(file, 'read');
    utimesSync(file, 0, new Date());
    copyFileSync(file, copy, constants.COPYFILE_FICLONE);
    return statSync(file).atimeMs > 0;
  } catch {
    // Nobody can make a file there, so that it is not known.
    return false;
  } finally {
    if (probe !== null) rmSync(probe, { recursive: true, force: true });
  }
}
