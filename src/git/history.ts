import { fetchOrigin } from './fetch.ts';
import { tryGit } from './git.ts';
import { isShallow } from './merge-base.ts';

/** A bound on git's output, far above the commits between two releases. */
const MAX_COMMITS = 10_000;

export interface MainlineCommit {
  readonly commit: string;
  readonly merged: string | null;
}

/** First-parent commits, newest first; empty if git can't tell. */
export async function mainlineSince(
  repository: string,
  earlier: string,
  tip: string,
): Promise<MainlineCommit[]> {
  const options = ['--first-parent', '--parents', `--max-count=${MAX_COMMITS}`];
  const listed = await tryGit(repository, 'rev-list', ...options, `${earlier}..${tip}`);
  return (listed ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [commit = '', , merged = null] = line.split(' ');
      return { commit, merged };
    });
}

/**
 * Fetches tags and history that a clone lacks.
 *
 * @returns null without a tag
 */
export async function lastTag(repository: string, commit: string): Promise<string | null> {
  const find = () => tryGit(repository, 'describe', '--tags', '--abbrev=0', commit);
  const found = await find();
  if (found !== null) return found.trim();
  const depth = (await isShallow(repository)) ? ['--unshallow'] : [];
  await fetchOrigin(repository, ['--tags', ...depth]);
  return (await find())?.trim() ?? null;
}
