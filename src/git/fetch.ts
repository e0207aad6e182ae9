import { UserError } from '../config/user-error.ts';
import { GitError, gitWith } from './git.ts';

/** A large repository takes minutes; a remote that hangs would hold the job until its own limit. */
const FETCH_MS = 10 * 60_000;

/** A remote that answers lists its refs within seconds. */
const LIST_MS = 60_000;

/** It is unknown whether the remote has what was asked for. */
export class SilentRemoteError extends UserError {
  override readonly name = 'SilentRemoteError';
}

/**
 * @returns whether git succeeded
 * @throws SilentRemoteError after the time limit
 */
export async function fetchOrigin(
  repository: string,
  options: readonly string[],
  refs: readonly string[] = [],
  limitMs: number = FETCH_MS,
): Promise<boolean> {
  return (await askOrigin(repository, ['fetch', '--quiet', ...options, 'origin', ...refs], limitMs)) !== null;
}

/**
 * @param refs full names
 * @returns the refs that `origin` has; empty if it can't be reached
 * @throws SilentRemoteError after the time limit
 */
export async function listOrigin(
  repository: string,
  refs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const listed = (await askOrigin(repository, ['ls-remote', '--quiet', 'origin', ...refs], LIST_MS)) ?? '';
  const all = listed.split('\n').map((line) => line.split('\t').reverse() as [string, string]);
  return new Map(all.filter(([ref]) => refs.includes(ref)));
}

async function askOrigin(
  repository: string,
  args: readonly string[],
  limitMs: number,
): Promise<string | null> {
  // Over HTTP, git's helper process waits for the answer and can outlive git.
  const helper = ['http.lowSpeedLimit=1', `http.lowSpeedTime=${Math.ceil(limitMs / 1000) + 1}`];
  const own = helper.flatMap((setting) => ['-c', setting]);
  try {
    return await gitWith({ limitMs }, repository, ...own, ...args);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (!error.wasLate) return null;
    throw new SilentRemoteError(
      `git ${args[0]} from "origin" did not end within ${Math.round(limitMs / 1000)} s; check that the remote can be reached, or fetch all compared commits before (in a workflow: fetch-depth: 0)`,
      { cause: error },
    );
  }
}
