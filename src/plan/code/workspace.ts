import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { pruneWorktrees } from '../../git/worktree.ts';
import { removeFolder } from '../../records/store/remove-folder.ts';
import { refuseForeignOutput } from './foreign-output.ts';

/** Where an experiment keeps its things: beside its config, so that several configs of a repository do not meet. */
export interface Workspace {
  /** Records, report and result. */
  readonly output: string;
  /** What only this process needs; gone when it ends. */
  readonly scratch: string;
  close(): Promise<void>;
}

export interface WorkspaceRequest {
  readonly configPath: string;
  readonly output: string | undefined;
  /** Of the repository whose worktrees are kept in the scratch folder; null outside git. */
  readonly root: string | null;
  warn(message: string): void;
}

/** @throws UserError where the folder has come with the code: whoever proposes a change must not bring its own measurements. */
export async function openWorkspace({
  configPath,
  output,
  root,
  warn,
}: WorkspaceRequest): Promise<Workspace> {
  const folder = resolve(output ?? join(dirname(configPath), '.conclusive'));
  await refuseForeignOutput(folder, root);
  const temporary = join(folder, 'tmp');
  await removeLeftovers(temporary, warn);
  await makeFolder(temporary);
  // A name of its own beside the process number: in containers the same number comes back at every start.
  const scratch = await mkdtemp(join(temporary, `${process.pid}-`));
  return {
    output: folder,
    scratch,
    async close() {
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

/** A process that was killed could not tidy up: the folders of those that no longer run are removed. */
async function removeLeftovers(temporary: string, warn: (message: string) => void): Promise<void> {
  const folders = await readdir(temporary).catch(() => []);
  const dead = folders.filter((name) => !isRunning(Number.parseInt(name, 10)));
  await Promise.all(dead.map((name) => removeFolder(join(temporary, name), warn)));
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
