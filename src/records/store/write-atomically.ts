import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsync, openSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as pause, setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const BATCH_CHARS = 1024 * 1024;
const RENAME_ATTEMPTS = 6;

/** Waits for the disk. All else is done in a moment, and waiting for it would take longer. */
const flush = promisify(fsync);

/**
 * What has to survive a power cut. `content`: its name is flushed with that of the next file in its folder. `nothing`: what it is made of is on
 * the disk already, or can be had again.
 */
type Flushed = 'all' | 'content' | 'nothing';

/**
 * Writes a file whole or not at all: to a temporary file in the same folder, flushed to the disk, then renamed. Who
 * reads at the same time sees the old file or the new one.
 *
 * @param pieces of its text, or all its bytes
 * @returns the SHA-256 (hex) of what was written
 */
export async function writeAtomically(
  path: string,
  pieces: Iterable<string> | Buffer,
  flushed: Flushed = 'all',
): Promise<string> {
  const temporary = `${path}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
  const digest = createHash('sha256');
  try {
    // wx: fails rather than follow a link that someone put there.
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

/** Millions of lines, some thousands at a time. */
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

/** Windows refuses to replace a file while a virus scanner or a reader holds it: a moment later it works. */
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

/** Makes the rename itself survive a power cut, where the system can: Windows opens no folder, some network drives flush none. */
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
