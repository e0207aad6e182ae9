import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { findRepositoryRoot } from '../git/repository.ts';

export interface ConfigInputs {
  readonly workspace: string;
  /** Relative to the workspace. */
  readonly workingDirectory: string;
  /** Relative to the working directory. */
  readonly config: string;
}

export const USUAL_CONFIG = 'conclusive.yml';

/**
 * Path of a config from the repository's root, which identifies its comment, check, artifact and cache. Links are
 * not followed, because a branch could use one to pose as another config.
 */
export async function configIdentity({ workspace, workingDirectory, config }: ConfigInputs): Promise<string> {
  const written = resolve(workspace, workingDirectory, config);
  // Git resolves links on the way to its root.
  const start = await realpath(workspace).catch(() => resolve(workspace));
  const path = join(start, relative(workspace, written));
  const root = await nearestRoot(resolve(start, workingDirectory), start);
  const own = relative(root, path);
  const isInside = own !== '..' && !own.startsWith(`..${sep}`);
  return (isInside ? own : relative(start, path)).split(sep).join('/');
}

/** @returns the workspace if there is no repository */
async function nearestRoot(folder: string, workspace: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    const root = await findRepositoryRoot(at);
    if (root !== null) return root;
    if (at === workspace || at === dirname(at)) return workspace;
  }
}
