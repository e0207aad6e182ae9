import { createHash, type Hash, randomBytes } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BATCH_CHARS = 1024 * 1024;
const RENAME_ATTEMPTS = 6;

/**
 * Writes a file whole or not at all: to a temporary file in the same folder, flushed to the disk, then renamed. Who
 * reads at the same time sees the old file or the new one.
 *
 * @param pieces of its text, or all its bytes
 * @param isCopy what it is made of is on the disk already, or can be had again: it need not survive a power cut, and is not flushed
 * @returns the SHA-256 (hex) of what was written
 */
export async function writeAtomically(
  path: string,
  pieces: Iterable<string> | Buffer,
  isCopy = false,
): Promise<string> {
  const temporary = `${path}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
  const digest = createHash('sha256');
  try {
    // wx: fails rather than follow a link that someone put there.
    if (isCopy) writeInOneGo(temporary, pieces, digest);
    else {
      const file = await open(temporary, 'wx');
      try {
        for (const bytes of bytesOf(pieces)) {
          digest.update(bytes);
          await file.writeFile(bytes);
        }
        await file.sync();
      } finally {
        await file.close();
      }
    }
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  if (!isCopy) await syncFolder(dirname(path));
  return digest.digest('hex');
}

/** Copies come by the thousand, each of some kilobytes: to wait for each step of each costs three times as much. */
function writeInOneGo(path: string, pieces: Iterable<string> | Buffer, digest: Hash): void {
  const file = openSync(path, 'wx');
  try {
    for (const bytes of bytesOf(pieces)) {
      digest.update(bytes);
      writeFileSync(file, bytes);
    }
  } finally {
    closeSync(file);
  }
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
      return await rename(from, to);
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
  const handle = await open(folder);
  try {
    await handle.sync();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EINVAL' && code !== 'ENOTSUP' && code !== 'EPERM') throw error;
  } finally {
    await handle.close();
  }
}
