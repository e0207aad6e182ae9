import { resolve } from 'node:path';
import { tryGit } from './git.ts';

/** Absolute; null outside git. */
export async function findRepositoryRoot(directory: string): Promise<string | null> {
  const root = await tryGit(directory, 'rev-parse', '--show-toplevel');
  return root === null ? null : resolve(root.trim());
}

/** Null without commits, and outside git. */
export async function headOf(directory: string): Promise<string | null> {
  return (await tryGit(directory, 'rev-parse', '--verify', '--quiet', 'HEAD'))?.trim() ?? null;
}

/** Null if the file does not exist. @param path from the repository's root */
export async function readCommittedFile(root: string, commit: string, path: string): Promise<string | null> {
  return tryGit(root, 'show', '--end-of-options', `${commit}:${path}`);
}
