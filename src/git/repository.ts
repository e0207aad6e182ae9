import { resolve } from 'node:path';
import { tryGit } from './git.ts';

/** Absolute path of the work tree that holds `directory`; null outside git. */
export async function findRepositoryRoot(directory: string): Promise<string | null> {
  const root = await tryGit(directory, 'rev-parse', '--show-toplevel');
  return root === null ? null : resolve(root.trim());
}

/** The commit that a checkout stands at, if no file that git knows or would add differs from it; else null. */
export async function cleanHead(directory: string): Promise<string | null> {
  const status = await tryGit(directory, 'status', '--porcelain', '--untracked-files=all');
  if (status === null || status.trim() !== '') return null;
  return (await tryGit(directory, 'rev-parse', '--verify', '--quiet', 'HEAD'))?.trim() ?? null;
}

/** A file's text at a commit, null where the commit has no such file. @param path from the repository's root. */
export async function readCommittedFile(root: string, commit: string, path: string): Promise<string | null> {
  return tryGit(root, 'show', '--end-of-options', `${commit}:${path}`);
}
