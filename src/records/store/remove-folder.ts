import { randomUUID } from 'node:crypto';
import { chmodSync, lstatSync, readdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as pause, setTimeout as sleep } from 'node:timers/promises';
import { type HeldFolder, holdFolder, withoutHandles } from '../../files/held-folder.ts';

/** Longer work would block other runs. */
const REMOVED_IN_ONE_GO = 500;
/** Each level holds a handle. Deeper folders are moved up first. */
const MAX_DEPTH = 50;
/** Windows and network file systems hold files briefly after a program ends. */
const TRIES = 4;
const PAUSE_MS = 100;

/**
 * Removes a folder of a training run without following links, even while the run changes it. Never throws: failures
 * are reported, because no result may be lost over leftover files.
 */
export async function removeFolder(path: string | Buffer, warn: (message: string) => void): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await removeAtOnce(path);
      return;
    } catch (error) {
      if (tries === TRIES) {
        warn(withoutHandles(new Error(`${path} could not be removed: ${(error as Error).message}`)).message);
        return;
      }
    }
    await sleep(PAUSE_MS);
  }
}

/** Synchronous: awaiting dozens of small files takes four times as long. */
async function removeAtOnce(path: string | Buffer): Promise<void> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    unlinkSync(path);
    return;
  }
  let removed = 0;
  let moved = 0;
  const top = openUp(path);
  const empty = async (folder: HeldFolder, depth: number): Promise<void> => {
    for (const entry of readdirSync(folder.path, { withFileTypes: true, encoding: 'buffer' })) {
      const inner = pathIn(folder, entry.name);
      if (entry.isDirectory()) await removeInner(inner, depth);
      else unlinkSync(inner);
      removed += 1;
      if (removed % REMOVED_IN_ONE_GO === 0) await pause();
    }
  };
  const removeInner = async (inner: string | Buffer, depth: number): Promise<void> => {
    const folder = openUp(inner);
    try {
      if (depth < MAX_DEPTH) {
        await empty(folder, depth + 1);
        rmdirSync(inner);
      } else {
        moved += 1;
        renameSync(inner, join(top.path, randomUUID()));
      }
    } finally {
      folder.close();
    }
  };
  try {
    for (let before = -1; before !== moved; ) {
      before = moved;
      await empty(top, 0);
    }
  } finally {
    top.close();
  }
  rmdirSync(path);
}

/** Names stay bytes, because invalid UTF-8 would not be found as text. */
function pathIn(folder: HeldFolder, name: Buffer): string | Buffer {
  const text = name.toString();
  if (Buffer.from(text).equals(name)) return join(folder.path, text);
  return Buffer.concat([Buffer.from(`${folder.path}/`), name]);
}

/** A run may have removed permissions of its folders. */
function openUp(path: string | Buffer): HeldFolder {
  const folder = holdFolder(path);
  if ((folder.mode & 0o700) !== 0o700) chmodSync(folder.path, 0o700);
  return folder;
}

/** Removes a folder's content. A link in its place is removed itself. */
export async function emptyFolder(path: string, warn: (message: string) => void): Promise<void> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    await removeFolder(path, warn);
    return;
  }
  const folder = openUp(path);
  try {
    for (const name of readdirSync(folder.path, 'buffer')) await removeFolder(pathIn(folder, name), warn);
  } finally {
    folder.close();
  }
}
