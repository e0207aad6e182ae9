import { UserError } from '../config/user-error.ts';
import { GitError, gitWith } from './git.ts';

/** A large repository takes minutes; a remote that hangs would hold the job until its own limit. */
const FETCH_MS = 10 * 60_000;

/** Whether the remote has what was asked for is not known. */
export class SilentRemoteError extends UserError {
  override readonly name = 'SilentRemoteError';
}

/**
 * Brings commits from `origin`.
 *
 * @returns whether git could
 * @throws SilentRemoteError where it takes too long
 */
export async function fetchOrigin(
  repository: string,
  options: readonly string[],
  refs: readonly string[] = [],
  limitMs: number = FETCH_MS,
): Promise<boolean> {
  // Over HTTP a process of git's own waits for the answer, which does not end with git.
  const helper = ['http.lowSpeedLimit=1', `http.lowSpeedTime=${Math.ceil(limitMs / 1000) + 1}`];
  const own = helper.flatMap((setting) => ['-c', setting]);
  try {
    await gitWith({ limitMs }, repository, ...own, 'fetch', '--quiet', ...options, 'origin', ...refs);
    return true;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (!error.wasLate) return false;
    throw new SilentRemoteError(
      `git fetch from "origin" did not end within ${Math.round(limitMs / 1000)} s; check that the remote can be reached, or fetch all compared commits before (in a workflow: fetch-depth: 0)`,
      { cause: error },
    );
  }
}
