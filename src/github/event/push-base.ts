import { UserError } from '../../config/user-error.ts';
import { fetchOrigin, SilentRemoteError } from '../../git/fetch.ts';
import { tryGit } from '../../git/git.ts';
import { resolveCommit } from '../../git/resolve-ref.ts';
import type { EventContext, NamedCommit } from './context.ts';

export interface FoundBase {
  readonly base: NamedCommit | null;
  readonly notices: readonly string[];
}

/** Replaces a base that a force-push has removed by the head's first parent, else by the default branch. */
export async function findBase(
  repository: string,
  { base, head, ...event }: EventContext,
): Promise<FoundBase> {
  const fallback = event.kind === 'commits' ? event.baseIfGone : null;
  if (base === null || fallback === null || (await isThere(repository, base.ref)))
    return { base, notices: [] };
  const parent = await firstParent(repository, head.ref);
  const gone = `the commit before this push, ${base.name}, is no longer in the repository`;
  return parent === null
    ? {
        base: fallback,
        notices: [`${gone}; the baseline is the commit where the push left ${fallback.name}`],
      }
    : {
        base: { ref: parent, name: parent.slice(0, 7) },
        notices: [`${gone}; the baseline is the first parent of the pushed commit, ${parent.slice(0, 7)}`],
      };
}

async function isThere(repository: string, commit: string): Promise<boolean> {
  try {
    await resolveCommit(repository, commit);
    return true;
  } catch (error) {
    if (error instanceof UserError && !(error instanceof SilentRemoteError)) return false;
    throw error;
  }
}

async function firstParent(repository: string, commit: string): Promise<string | null> {
  const parent = () =>
    tryGit(repository, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^1^{commit}`);
  const known = await parent();
  if (known !== null) return known.trim();
  // actions/checkout clones with depth 1, without the parent.
  await fetchOrigin(repository, ['--no-tags', '--deepen=1'], [commit]);
  return (await parent())?.trim() ?? null;
}
