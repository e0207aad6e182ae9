import { tryGit } from './git.ts';

/** Far above what lies between two releases; a bound on what git hands over. */
const MAX_COMMITS = 10_000;

/** A commit of a branch's own line, and what it merged, if it is a merge. */
export interface MainlineCommit {
  readonly commit: string;
  readonly merged: string | null;
}

/** What a branch has taken in since an earlier commit, one entry a commit of its first-parent line, the newest first; none where git cannot tell. */
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
