/** SQLite as WebAssembly: it reads a copy in memory and cannot open files. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Database } from 'sql.js';
import { readWhole, sizeOfFile, UnusableFileError } from '../../../files/open-file.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';

/** The check before the first query takes a second. */
const MAX_BYTES = 100 * 1024 * 1024;
const BINARY = 'sql-wasm.wasm';

/** @throws UnreadableRunError, UnusableFileError */
export async function openDatabase(path: string, file: string): Promise<Database> {
  const bytes = readWhole(path, MAX_BYTES);
  for (const part of ['-wal', '-journal', '-shm']) requireClosed(path, file, part);
  const { default: initialise } = await import('sql.js');
  const { Database } = await initialise({ wasmBinary: readWhole(binaryPath(), MAX_BYTES) });
  return new Database(bytes);
}

/** Next to the bundle, or in the package. */
function binaryPath(): string {
  const bundled = join(import.meta.dirname, BINARY);
  return existsSync(bundled) ? bundled : createRequire(import.meta.url).resolve(`sql.js/dist/${BINARY}`);
}

/** A program that was killed leaves its last values in a file next to the database; `-shm` is only an index of them. */
function requireClosed(path: string, file: string, part: string): void {
  const place = `${file}${part}`;
  try {
    if (sizeOfFile(`${path}${part}`) === 0 || part === '-shm') return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    if (!(error instanceof UnusableFileError)) throw error;
    throw new UnreadableRunError(`${place}: ${error.message}, and SQLite opens it with ${file}; delete it`, {
      cause: error,
    });
  }
  throw new UnreadableRunError(
    `${place}: the database was not closed, and its last values are in this file; let the program end, or open and close it with sqlite3`,
  );
}

/** The cells of each row. */
export function* rowsOf(database: Database, sql: string): Generator<readonly unknown[]> {
  const statement = database.prepare(sql);
  try {
    while (statement.step()) yield statement.get();
  } finally {
    statement.free();
  }
}
