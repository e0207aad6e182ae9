/**
 * Reads files of untrusted programs: regular files only, without following links, within a size limit. Reads are
 * synchronous, since waiting for each costs more than the read.
 */
import { createHash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { setImmediate as pause } from 'node:timers/promises';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { describeBytes, openToRead, readBeginning, UnusableFileError } from '../files/open-file.ts';

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** False for a last line without a line break: the program may have been stopped while writing it. */
  readonly isComplete: boolean;
}

const CHUNK_BYTES = 256 * 1024;
/** Special files report a size of 0. */
const MIN_CHUNK_BYTES = 4 * 1024;
/** Reading more at once would block other runs. */
const READ_IN_ONE_GO = 2 * 1024 * 1024;
export const MAX_LINE_CHARS = 1024 * 1024;

/**
 * @param reused receives every chunk in turn, which saves hundreds of megabytes of buffers
 * @throws UnusableFileError; ENOENT passes through.
 */
export async function* readChunks(path: string, maxBytes: number, reused?: Buffer): AsyncGenerator<Buffer> {
  const { file, size } = openToRead(path);
  // Allocated memory is zeroed, which costs time for thousands of small files.
  const chunkBytes = Math.max(MIN_CHUNK_BYTES, Math.min(CHUNK_BYTES, size + 1));
  try {
    for (let total = 0; ; ) {
      const chunk = reused ?? Buffer.allocUnsafe(chunkBytes);
      const bytesRead = readSync(file, chunk, 0, chunk.length, null);
      if (bytesRead === 0) return;
      const before = total;
      total += bytesRead;
      if (total > maxBytes) throw new UnusableFileError(`is larger than ${describeBytes(maxBytes)}`);
      yield chunk.subarray(0, bytesRead);
      if (total === size) return;
      if (Math.floor(total / READ_IN_ONE_GO) > Math.floor(before / READ_IN_ONE_GO)) await pause();
    }
  } finally {
    closeSync(file);
  }
}

export async function digestFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readChunks(path, Number.POSITIVE_INFINITY, Buffer.allocUnsafe(CHUNK_BYTES))) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return hash.digest('hex');
}

export async function readBytes(path: string, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readChunks(path, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const GZIP_HEAD_BYTES = 16 * 1024;
/** Gzip expands by 1032 at most. */
const GZIP_HEAD_EXPANDED = 2048 * GZIP_HEAD_BYTES;

/** `readChunks` of a text, which may be compressed with gzip, or UTF-16: PowerShell's `>` writes that. */
export async function* readTextChunks(
  path: string,
  maxBytes: number,
  reused?: Buffer,
): AsyncGenerator<Buffer> {
  const isZipped = readBeginning(path, GZIP.length).equals(GZIP);
  let decode: ((chunk: Buffer | null) => string) | null = null;
  let isFirst = true;
  for await (const chunk of isZipped ? unzippedChunks(path, maxBytes) : readChunks(path, maxBytes, reused)) {
    if (isFirst && encodingOf(chunk) !== 'utf-8') decode = textDecoder(encodingOf(chunk));
    isFirst = false;
    yield decode === null ? chunk : Buffer.from(decode(chunk));
  }
  decode?.(null);
}

async function* unzippedChunks(path: string, maxBytes: number): AsyncGenerator<Buffer> {
  const unzip = createGunzip();
  // A truncated stream ends the loop below with its error.
  pipeline(Readable.from(readChunks(path, maxBytes)), unzip, () => undefined);
  let total = 0;
  try {
    for await (const chunk of unzip as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > maxBytes) throw new UnusableFileError(`is larger than ${describeBytes(maxBytes)}`);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof UnusableFileError) throw error;
    throw new UnusableFileError(`is not whole: ${(error as Error).message}`, { cause: error });
  } finally {
    unzip.destroy();
  }
}

/** @throws UnusableFileError for the text that stands for a file in Git LFS */
export function requireNoPointer(text: string): void {
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    throw new UnusableFileError('is a Git LFS pointer, not the file itself; run "git lfs pull"');
}

export async function readText(path: string, maxBytes: number): Promise<string> {
  const decode = textDecoder();
  let text = '';
  for await (const chunk of readTextChunks(path, maxBytes)) text += decode(chunk);
  return text + decode(null);
}

export async function readHead(path: string, maxBytes: number): Promise<string> {
  const stored = readBeginning(path, maxBytes);
  const bytes = stored.subarray(0, GZIP.length).equals(GZIP) ? unzippedHead(stored, maxBytes) : stored;
  // Not fatal, because the cut may split a character.
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function unzippedHead(bytes: Buffer, maxBytes: number): Buffer {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: GZIP_HEAD_EXPANDED };
  try {
    return gunzipSync(bytes.subarray(0, GZIP_HEAD_BYTES), options).subarray(0, maxBytes);
  } catch {
    // Its reader says what is wrong with it.
    return Buffer.alloc(0);
  }
}

export async function readTail(path: string, maxBytes: number): Promise<Buffer> {
  const { file, size } = openToRead(path);
  try {
    const bytes = Buffer.alloc(Math.min(maxBytes, size));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, size - bytes.length));
  } finally {
    closeSync(file);
  }
}

export async function* readLines(path: string, maxBytes: number): AsyncGenerator<Line> {
  for await (const lines of readLineBatches(path, maxBytes)) yield* lines;
}

/**
 * Batches, because awaiting each of millions of lines costs more than reading it.
 *
 * @param isTrimmed false keeps white space at the ends, which may belong to a quoted text
 */
export async function* readLineBatches(
  path: string,
  maxBytes: number,
  isTrimmed = true,
): AsyncGenerator<readonly Line[]> {
  const decode = textDecoder();
  const textOf = (line: string) => (isTrimmed ? line.trimEnd() : line);
  let number = 0;
  let rest = '';
  for await (const chunk of readTextChunks(path, maxBytes, Buffer.allocUnsafe(CHUNK_BYTES))) {
    rest += decode(chunk);
    let start = 0;
    const lines: Line[] = [];
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      number += 1;
      lines.push({ number, text: textOf(rest.slice(start, end)), isComplete: true });
      start = end + 1;
    }
    yield lines;
    rest = rest.slice(start);
    if (rest.length > MAX_LINE_CHARS) {
      throw new UnusableFileError(`has a line of more than ${MAX_LINE_CHARS} characters: line ${number + 1}`);
    }
  }
  rest += decode(null);
  if (rest !== '') yield [{ number: number + 1, text: textOf(rest), isComplete: false }];
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** UTF-8, unless the first bytes mark it as UTF-16. */
function encodingOf(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function textDecoder(encoding: Encoding = 'utf-8'): (chunk: Buffer | null) => string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (chunk) => {
    if (encoding === 'utf-8' && chunk?.includes(0) === true)
      throw new UnusableFileError('has zero bytes, as UTF-16 without a mark has; save it as UTF-8');
    try {
      return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (error) {
      throw new UnusableFileError(`is not ${encoding.toUpperCase()} text; save it as UTF-8`, {
        cause: error,
      });
    }
  };
}
