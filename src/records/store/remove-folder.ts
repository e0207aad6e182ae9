import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes a folder that a training run has written to. Never throws: what cannot be removed is reported, since no result
 * may be lost over a left-over file.
 */
export async function removeFolder(path: string, warn: (message: string) => void): Promise<void> {
  const remove = () => rm(path, { recursive: true, force: true, maxRetries: 3 });
  try {
    await remove().catch(async () => {
      // A run may have taken its own folders' permissions away.
      await openUp(path);
      await remove();
    });
  } catch (error) {
    warn(`${path} could not be removed: ${(error as Error).message}`);
  }
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
  const names = await readdir(path).catch(() => []);
  for (const name of names) await removeFolder(join(path, name), warn);
}
