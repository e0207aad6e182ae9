import { mkdtemp, open, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { MAX_RESULTS_BYTES } from './limits.ts';
import { withName } from './with-name.ts';

const STANDARD_INPUT = '-';
const INPUT_NAME = 'standard input';

export interface NamedFile {
  /** As the user named it, without `.gz`. */
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
    for (const name of names) {
      files.push(
        name === STANDARD_INPUT
          ? { file: INPUT_NAME, path: await keepInput(input, folder) }
          : { file: name.replace(/\.gz$/, ''), path: await withName(name, () => realpath(name)) },
      );
    }
    return await use(files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
