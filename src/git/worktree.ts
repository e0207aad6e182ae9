import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { git, tryGit } from './git.ts';

/** Checks a commit out into the new folder `path`, beside the user's checkout, which is never touched. */
export async function addWorktree(root: string, commit: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await git(root, 'worktree', 'add', '--quiet', '--detach', '--force', path, commit);
}

/** Makes git forget the worktrees whose folders are gone. */
export async function pruneWorktrees(root: string): Promise<void> {
  await tryGit(root, 'worktree', 'prune');
}
