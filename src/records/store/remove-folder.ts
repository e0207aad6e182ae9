import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';

/** What takes longer keeps the other runs waiting. */
const REMOVED_IN_ONE_GO = 500;

/**
 * Removes a folder that a training run has written to. Never throws: what cannot be removed is reported, since no result
 * may be lost over a left-over file.
 */
export async function removeFolder(path: string, warn: (message: string) => void): Promise<void> {
  const remove = () => rm(path, { recursive: true, force: true, maxRetries: 3 });
  try {
    await removeAtOnce(path)
      .catch(remove)
      .catch(async () => {
        // A run may have taken its own folders' permissions away.
        await openUp(path);
        await remove();
      });
  } catch (error) {
    warn(`${path} could not be removed: ${(error as Error).message}`);
  }
}

/** After every run some dozens of small files: to wait for each takes four times as long as to remove it. */
async function removeAtOnce(path: string): Promise<void> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  let removed = 0;
  const empty = async (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const inner = join(folder, entry.name);
      if (entry.isDirectory()) await empty(inner);
      else unlinkSync(inner);
      removed += 1;
      if (removed % REMOVED_IN_ONE_GO === 0) await pause();
    }
    rmdirSync(folder);
  };
  if (stat.isDirectory()) await empty(path);
  else unlinkSync(path);
}

async function openUp(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // lstat: a link must not lead the change of permissions elsewhere.
    if ((await lstat(path)).isDirectory()) await openUp(path);
  }
}

export async function emptyFolder(path: string, warn: (message: string) => void): Promise<void> {
  for (const name of namesIn(path)) await removeFolder(join(path, name), warn);
}

/** None of a folder that is not there. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
