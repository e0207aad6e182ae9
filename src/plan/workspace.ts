import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pruneWorktrees } from '../git/worktree.ts';

/** Where an experiment keeps its things: beside its config, so that several configs of a repository do not meet. */
export interface Workspace {
  /** Records, report and result. */
  readonly output: string;
  /** What only this process needs; gone when it ends. */
  readonly scratch: string;
  close(): Promise<void>;
}

/**
 * @param root of the repository whose worktrees are kept in the scratch folder; null outside git
 */
export async function openWorkspace(
  configPath: string,
  output: string | undefined,
  root: string | null,
): Promise<Workspace> {
  const folder = resolve(output ?? join(dirname(configPath), '.conclusive'));
  const temporary = join(folder, 'tmp');
  await removeLeftovers(temporary);
  const scratch = join(temporary, String(process.pid));
  await mkdir(scratch, { recursive: true });
  return {
    output: folder,
    scratch,
    async close() {
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
      if (root !== null) await pruneWorktrees(root);
    },
  };
}

/** A process that was killed could not tidy up: the folders of those that no longer run are removed. */
async function removeLeftovers(temporary: string): Promise<void> {
  const folders = await readdir(temporary).catch(() => []);
  const dead = folders.filter((name) => !isRunning(Number(name)));
  await Promise.all(dead.map((name) => rm(join(temporary, name), { recursive: true, force: true })));
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
