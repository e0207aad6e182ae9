import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { pruneWorktrees } from '../../git/worktree.ts';
import { isHeld, makeHeldFolder, wasHeldWithin } from '../../records/store/lease.ts';
import { removeFolder } from '../../records/store/remove-folder.ts';
import { refuseForeignOutput } from './foreign-output.ts';

const DEFAULT_OUTPUT = '.conclusive';

/** In a scratch folder: the jobs of a queue. */
export const JOBS = 'jobs';
const OFFERED_MS = 7 * 24 * 3_600_000;

/** Folders are next to the config, so that several configs of a repository do not conflict. */
export interface Workspace {
  /** For records, report and result. */
  readonly output: string;
  /** Removed at the end of the process. */
  readonly scratch: string;
  close(): Promise<void>;
}

export interface WorkspaceRequest {
  readonly configPath: string;
  readonly output: string | undefined;
  /** Null outside git. */
  readonly root: string | null;
  warn(message: string): void;
}

/** @throws UserError if the folder came with the code, since a change must not bring its own measurements */
export async function openWorkspace({
  configPath,
  output,
  root,
  warn,
}: WorkspaceRequest): Promise<Workspace> {
  const folder = resolve(output ?? join(dirname(configPath), DEFAULT_OUTPUT));
  await refuseForeignOutput(folder, root);
  const temporary = join(folder, 'tmp');
  await makeFolder(temporary);
  const { folder: scratch, release } = await makeHeldFolder(temporary);
  await removeLeftovers(temporary, scratch, warn);
  return {
    output: folder,
    scratch,
    async close() {
      release();
      await removeFolder(scratch, warn);
      if (root !== null) await pruneWorktrees(root);
    },
  };
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UserError(`cannot create ${path}: ${code}; name another folder, or correct the cause`, {
      cause: error,
    });
  }
}

/** Processes that were killed leave scratch folders. */
async function removeLeftovers(
  temporary: string,
  own: string,
  warn: (message: string) => void,
): Promise<void> {
  const folders = (await readdir(temporary)).map((name) => join(temporary, name));
  for (const folder of folders.filter((one) => one !== own))
    if (!(await isHeld(folder, own)) && !(await isOffered(folder, own))) await removeFolder(folder, warn);
}

/** Jobs of a queue outlast a coordinator that was killed, and the next one takes them over. */
async function isOffered(folder: string, own: string): Promise<boolean> {
  const jobs = await readdir(join(folder, JOBS)).catch((): string[] => []);
  return jobs.length > 0 && wasHeldWithin(folder, own, OFFERED_MS);
}
