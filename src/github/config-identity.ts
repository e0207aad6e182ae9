import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { findRepositoryRoot } from '../git/repository.ts';

export interface ConfigInputs {
  /** GITHUB_WORKSPACE */
  readonly workspace: string;
  /** Relative to the workspace, as `working-directory` says it. */
  readonly workingDirectory: string;
  /** Relative to the working directory. */
  readonly config: string;
}

/** Of the root; the usual place. */
export const USUAL_CONFIG = 'conclusive.yml';

/**
 * What comment, check, artifact and ledger of a config are known by: its path from the repository's root with forward
 * slashes, however the inputs name it. So two jobs with a working directory each do not take each other's, and one that
 * writes `./conclusive.yml` finds its own again.
 *
 * Links within the workspace are not followed: a branch could make one, and be taken for another config. A config that is
 * not there has the same identity: that it is missing has to be said in its own check.
 */
export async function configIdentity({ workspace, workingDirectory, config }: ConfigInputs): Promise<string> {
  const written = resolve(workspace, workingDirectory, config);
  // Git names its root without links; the way to the workspace may lead through some.
  const start = await realpath(workspace).catch(() => resolve(workspace));
  const path = join(start, relative(workspace, written));
  const root = await nearestRoot(resolve(start, workingDirectory), start);
  const own = relative(root, path);
  const isInside = own !== '..' && !own.startsWith(`..${sep}`);
  return (isInside ? own : relative(start, path)).split(sep).join('/');
}

/** The branch may lack the folder. @returns the workspace where git opens no repository */
async function nearestRoot(folder: string, workspace: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    const root = await findRepositoryRoot(at);
    if (root !== null) return root;
    if (at === workspace || at === dirname(at)) return workspace;
  }
}
