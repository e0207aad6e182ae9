/**
 * Opens files that untrusted code could have created. Each must be a regular file, because reading a pipe could wait
 * for ever, and opening a device may have effects.
 */
import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { inFolder, withinFolder } from './held-folder.ts';

/** The message follows the file's name: "is a symbolic link". */
export class UnusableFileError extends Error {
  override name = 'UnusableFileError';
  readonly isFolder: boolean;

  constructor(message: string, options: ErrorOptions & { readonly isFolder?: boolean } = {}) {
    super(message, options);
    this.isFolder = options.isFolder ?? false;
  }
}

/** Follows the file's name and "which". */
export function whyUnusable(error: unknown): string {
  if (error instanceof UnusableFileError) return error.message;
  return `cannot be used: ${error instanceof Error ? error.message : String(error)}`;
}

/** `followed` is for files that the user names. */
type Links = 'refused' | 'followed';

export interface OpenedFile {
  readonly file: number;
  readonly size: number;
}

/** The caller closes `file`. @throws UnusableFileError, or ENOENT */
export function openToRead(path: string | Buffer, links: Links = 'refused'): OpenedFile {
  return open(path, constants.O_RDONLY, links);
}

function open(path: string | Buffer, access: number, links: Links): OpenedFile {
  return withinFolder(path, (place) => {
    // The flags close the gap between check and open. Windows has neither.
    const stat = links === 'followed' ? statSync : lstatSync;
    const before = stat(place, { throwIfNoEntry: (access & constants.O_CREAT) === 0 });
    if (before?.isFile() === false) throw irregular(before);
    const noLinks = links === 'followed' ? 0 : (constants.O_NOFOLLOW ?? 0);
    const isNew = before === undefined ? constants.O_EXCL : 0;
    const file = openSync(place, access | noLinks | isNew | (constants.O_NONBLOCK ?? 0));
    const opened = fstatSync(file);
    if (opened.isFile()) return { file, size: opened.size };
    closeSync(file);
    throw irregular(opened);
  });
}

function irregular(stat: Stats): UnusableFileError {
  return new UnusableFileError('is not a regular file', { isFolder: stat.isDirectory() });
}

export function readWhole(path: string, maxBytes: number, links: Links = 'refused'): Buffer {
  const { file, size } = openToRead(path, links);
  try {
    if (size > maxBytes) throw new UnusableFileError(`is larger than ${describeBytes(maxBytes)}`);
    return readStart(file, size);
  } finally {
    closeSync(file);
  }
}

/** Follows links. @returns null for any file that cannot be read */
export function readTextOrNull(path: string, maxBytes: number): string | null {
  try {
    return readWhole(path, maxBytes, 'followed').toString('utf8');
  } catch {
    return null;
  }
}

export function readBeginning(path: string, maxBytes: number, links: Links = 'refused'): Buffer {
  const { file, size } = openToRead(path, links);
  try {
    return readStart(file, Math.min(size, maxBytes));
  } finally {
    closeSync(file);
  }
}

function readStart(file: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let at = 0;
  for (let read = -1; at < length && read !== 0; at += read)
    read = readSync(file, bytes, at, length - at, at);
  return bytes.subarray(0, at);
}

export function appendText(path: string, text: string): void {
  writeAndClose(open(path, WRITE | constants.O_APPEND, 'refused').file, text);
}

export function replaceText(path: string, text: string): void {
  writeAndClose(open(path, WRITE | constants.O_TRUNC, 'refused').file, text);
}

const WRITE = constants.O_WRONLY | constants.O_CREAT;

function writeAndClose(file: number, text: string): void {
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  } finally {
    closeSync(file);
  }
}

/** Lists a folder that a run could write to. */
export function listFolder(path: string): Dirent[] {
  return inFolder(path, (folder) => readdirSync(folder, { withFileTypes: true }));
}

/** Sorted, so that every machine has the same order. */
export function namesIn(folder: string): string[] {
  return listFolder(folder)
    .map(({ name }) => name)
    .sort();
}

export function sizeOfFile(path: string): number {
  const { file, size } = openToRead(path);
  closeSync(file);
  return size;
}

export function describeBytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${Math.round(bytes / (1024 * 1024))} MB`;
}
