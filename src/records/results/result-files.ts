import { createWriteStream } from 'node:fs';
import { lstat, mkdtemp, open, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../config/user-error.ts';
import { readBeginning, UnusableFileError } from '../../files/open-file.ts';
import { readChunks, readText } from '../bounded-file.ts';
import { MAX_RESULTS_BYTES } from './limits.ts';
import { withName } from './with-name.ts';

const STANDARD_INPUT = '-';
const INPUT_NAME = 'standard input';

export interface NamedFile {
  readonly file: string;
  /** Resolved, since a user may name a link. */
  readonly path: string;
}

/** @param use receives the files; a copy of standard input is removed afterwards */
export async function withFiles<Value>(
  names: readonly string[],
  input: NodeJS.ReadStream,
  use: (files: readonly NamedFile[]) => Promise<Value>,
): Promise<Value> {
  if (names.filter((name) => name === STANDARD_INPUT).length > 1)
    throw new UserError('"-" appears twice; standard input can be read once');
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-input-'));
  try {
    const files: NamedFile[] = [];
    for (const [index, name] of names.entries()) {
      const named =
        name === STANDARD_INPUT
          ? { file: INPUT_NAME, path: await keepInput(input, folder) }
          : { file: name, path: await withName(name, () => realpath(name)) };
      files.push(await withName(name, () => unpacked(named, join(folder, String(index)))));
    }
    return await use(files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const UTF_16_BE = Buffer.from([0xfe, 0xff]);

/** A copy that readers understand, of a gzip file or of UTF-16 with its bytes swapped; the name of a model is the file's without `.gz`. */
async function unpacked(named: NamedFile, copy: string): Promise<NamedFile> {
  if ((await lstat(named.path)).isDirectory()) return named;
  const start = readBeginning(named.path, 2);
  if (start.equals(UTF_16_BE)) {
    await writeFile(copy, await readText(named.path, MAX_RESULTS_BYTES), { mode: 0o600 });
    return { file: named.file, path: copy };
  }
  if (!start.equals(GZIP)) return named;
  let total = 0;
  async function* bounded(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      total += chunk.length;
      if (total > MAX_RESULTS_BYTES)
        throw new UnusableFileError(`is larger than ${MAX_RESULTS_BYTES / (1024 * 1024)} MB when unpacked`);
      yield chunk;
    }
  }
  try {
    const packed = Readable.from(readChunks(named.path, MAX_RESULTS_BYTES));
    await pipeline(packed, createGunzip(), bounded, createWriteStream(copy, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if (error instanceof UnusableFileError) throw error;
    throw new UnusableFileError(`cannot be unpacked: ${(error as Error).message}`, { cause: error });
  }
  return { file: named.file.replace(/\.gz$/, ''), path: copy };
}

/** Readers read a file twice, and a stream cannot be rewound. */
async function keepInput(input: NodeJS.ReadStream, folder: string): Promise<string> {
  if (input.isTTY) process.stderr.write('reading from standard input; end with Ctrl+D\n');
  const path = join(folder, INPUT_NAME);
  const file = await open(path, 'wx', 0o600);
  try {
    let total = 0;
    for await (const chunk of input) {
      const bytes = Buffer.from(chunk as Uint8Array);
      total += bytes.length;
      if (total > MAX_RESULTS_BYTES)
        throw new UserError(`${INPUT_NAME}: is larger than ${MAX_RESULTS_BYTES / (1024 * 1024)} MB`);
      await file.write(bytes);
    }
  } finally {
    await file.close();
  }
  return path;
}
