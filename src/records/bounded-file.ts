/** Reading files that an untrusted program may have left: regular files only, never through a link, never without end. */
import { constants, type FileHandle, lstat, open } from 'node:fs/promises';

/** The reason why a file cannot be used, to be read after its name: "is a symbolic link". */
export class UnusableFileError extends Error {
  override name = 'UnusableFileError';
}

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** False for a last line without its line end: perhaps the program was stopped in the middle of it. */
  readonly isComplete: boolean;
}

const CHUNK_BYTES = 256 * 1024;
export const MAX_LINE_CHARS = 1024 * 1024;

/** @throws UnusableFileError; ENOENT passes through. */
export async function* readChunks(path: string, maxBytes: number): AsyncGenerator<Buffer> {
  const file = await openRegularFile(path);
  try {
    for (let total = 0; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES);
      if (bytesRead === 0) return;
      total += bytesRead;
      if (total > maxBytes) throw new UnusableFileError(`has more than ${describeBytes(maxBytes)}`);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

export async function readText(path: string, maxBytes: number): Promise<string> {
  const decode = utf8Decoder();
  let text = '';
  for await (const chunk of readChunks(path, maxBytes)) text += decode(chunk);
  return text + decode(null);
}

/** The first `maxChars` of a file: enough to tell what it is. */
export async function readHead(path: string, maxBytes: number): Promise<string> {
  const file = await openRegularFile(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    // Not fatal: the cut may go through a character.
    return new TextDecoder().decode(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

export async function* readLines(path: string, maxBytes: number): AsyncGenerator<Line> {
  const decode = utf8Decoder();
  let number = 0;
  let rest = '';
  for await (const chunk of readChunks(path, maxBytes)) {
    rest += decode(chunk);
    let start = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      number += 1;
      yield { number, text: rest.slice(start, end).trimEnd(), isComplete: true };
      start = end + 1;
    }
    rest = rest.slice(start);
    if (rest.length > MAX_LINE_CHARS) {
      throw new UnusableFileError(`has a line of more than ${MAX_LINE_CHARS} characters: line ${number + 1}`);
    }
  }
  rest += decode(null);
  if (rest !== '') yield { number: number + 1, text: rest.trimEnd(), isComplete: false };
}

async function openRegularFile(path: string): Promise<FileHandle> {
  // A pipe would block on opening, so what it is comes first; O_NOFOLLOW (absent on Windows) closes the gap between the two.
  if (!(await lstat(path)).isFile()) throw new UnusableFileError('is not a regular file');
  const file = await open(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new UnusableFileError('is not a regular file');
}

function utf8Decoder(): (chunk: Buffer | null) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (chunk) => {
    try {
      return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (error) {
      throw new UnusableFileError('is not UTF-8 text', { cause: error });
    }
  };
}

function describeBytes(bytes: number): string {
  return `${Math.round(bytes / (1024 * 1024))} MB`;
}
