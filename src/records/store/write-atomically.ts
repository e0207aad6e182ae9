import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsync, openSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as pause, setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const BATCH_CHARS = 1024 * 1024;
const RENAME_ATTEMPTS = 6;

/** Asynchronous, because only flushing waits for the disk. */
const flush = promisify(fsync);

/**
 * What survives a power cut. `content`: the name is flushed with that of the next file in the folder. `nothing`: the
 * source is on disk, or can be made again.
 */
type Flushed = 'all' | 'content' | 'nothing';

/**
 * Writes a file atomically: to a temporary file in the same folder, flushed, then renamed. Readers see the old or the
 * new file.
 *
 * @param pieces of its text, or all bytes
 * @returns SHA-256 (hex) of the written bytes
 */
export async function writeAtomically(
  path: string,
  pieces: Iterable<string> | Buffer,
  flushed: Flushed = 'all',
): Promise<string> {
  const temporary = `${path}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
  const digest = createHash('sha256');
  try {
    // wx fails instead of following a planted link.
    const file = openSync(temporary, 'wx');
    try {
      let isFirst = true;
      for (const bytes of bytesOf(pieces)) {
        if (!isFirst) await pause();
        isFirst = false;
        digest.update(bytes);
        writeFileSync(file, bytes);
      }
      if (flushed !== 'nothing') await flush(file);
    } finally {
      closeSync(file);
    }
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  if (flushed === 'all') await syncFolder(dirname(path));
  return digest.digest('hex');
}

function* bytesOf(pieces: Iterable<string> | Buffer): Generator<Buffer> {
  if (Buffer.isBuffer(pieces)) yield pieces;
  else for (const batch of inBatches(pieces)) yield Buffer.from(batch);
}

/** Joins millions of lines into batches. */
export function* inBatches(pieces: Iterable<string>): Generator<string> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < BATCH_CHARS) continue;
    yield batch;
    batch = '';
  }
  yield batch;
}

/** Passes pieces of text on until they are more than `maxBytes` as UTF-8; then throws what `tooLarge` makes. */
export function* withinBytes(
  pieces: Iterable<string>,
  maxBytes: number,
  tooLarge: () => Error,
): Generator<string> {
  let total = 0;
  for (const piece of pieces) {
    total += Buffer.byteLength(piece);
    if (total > maxBytes) throw tooLarge();
    yield piece;
  }
}

/** Windows refuses to replace a file that a scanner or reader holds, so the rename is retried. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const isBusy = code === 'EPERM' || code === 'EACCES' || code === 'EBUSY';
      if (process.platform !== 'win32' || !isBusy || attempt === RENAME_ATTEMPTS) throw error;
      await sleep(20 * 2 ** attempt);
    }
  }
}

/** Flushes the rename if the system can: Windows opens no folder, and some network drives flush none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    await flush(handle);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EINVAL' && code !== 'ENOTSUP' && code !== 'EPERM') throw error;
  } finally {
    closeSync(handle);
  }
}
