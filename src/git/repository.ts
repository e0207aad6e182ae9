import { resolve } from 'node:path';
import { changedFiles } from './changed-files.ts';
import { tryGit } from './git.ts';

/** Absolute path of the work tree that holds `directory`; null outside git. */
export async function findRepositoryRoot(directory: string): Promise<string | null> {
  const root = await tryGit(directory, 'rev-parse', '--show-toplevel');
  return root === null ? null : resolve(root.trim());
}

/** The commit that a checkout stands at, if no file that git knows or would add differs from it; else null. */
export async function cleanHead(directory: string): Promise<string | null> {
  const head = (await tryGit(directory, 'rev-parse', '--verify', '--quiet', 'HEAD'))?.trim() ?? null;
  const root = await findRepositoryRoot(directory);
  if (head === null || root === null) return null;
  const added = await tryGit(root, 'ls-files', '-z', '--others', '--exclude-standard');
  if (added !== '') return null;
  return (await changedFiles(root, head, ['.'])).length === 0 ? head : null;
}

/** A file's text at a commit, null where the commit has no such file. @param path from the repository's root. */
export async function readCommittedFile(root: string, commit: string, path: string): Promise<string | null> {
  return tryGit(root, 'show', '--end-of-options', `${commit}:${path}`);
}
