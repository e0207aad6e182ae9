import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readText } from '../records/bounded-file.ts';
import { fetchOrigin } from './fetch.ts';
import { GitError, git, gitWith } from './git.ts';

/** Tried until base and head share a commit; after these, all of the history. */
const DEEPEN_STEPS = [50, 500, 5000];
const MAX_SHALLOW_BYTES = 64 * 1024 * 1024;

/**
 * The commit at which `head` left `base`: a pull request's changes are the difference from there. Deepens a shallow clone as
 * far as needed.
 *
 * @param onFetch told before history is fetched into the clone
 * @returns null without a shared history
 */
export async function mergeBase(
  repository: string,
  base: string,
  head: string,
  onFetch: () => void = () => {},
): Promise<string | null> {
  const found = await find(repository, base, head);
  if (found !== null || !(await isShallow(repository))) return found;
  onFetch();
  for (const depth of DEEPEN_STEPS) {
    if (!(await isShallow(repository))) return null;
    if (!(await fetchOrigin(repository, ['--no-tags', `--depth=${depth}`], [base, head]))) break;
    const deeper = await find(repository, base, head);
    if (deeper !== null) return deeper;
  }
  if ((await isShallow(repository)) && !(await fetchOrigin(repository, ['--no-tags', '--unshallow'])))
    return null;
  return find(repository, base, head);
}

async function find(repository: string, base: string, head: string): Promise<string | null> {
  const ask = (variables: Readonly<Record<string, string>>) =>
    gitWith({ variables }, repository, 'merge-base', base, head).then(
      (commit) => commit.trim(),
      (error: unknown) => {
        if (error instanceof GitError) return null;
        throw error;
      },
    );
  const [answer, found] = await Promise.all([
    git(repository, 'rev-parse', '--is-shallow-repository', '--git-path', 'shallow'),
    ask({}),
  ]);
  const [isCut, path = ''] = answer.trim().split('\n');
  if (isCut !== 'true') return found;
  const listed = await readText(resolve(repository, path), MAX_SHALLOW_BYTES);
  const commits = listed.split('\n').filter((line) => /^[0-9a-f]{40,64}$/.test(line));
  const cutting = await withoutParents(repository, commits);
  if (cutting.length === commits.length) return found;
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-shallow-'));
  try {
    const file = join(folder, 'shallow');
    await writeFile(file, cutting.map((commit) => `${commit}\n`).join(''));
    return await ask({ GIT_SHALLOW_FILE: file });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Any program may add commits to `.git/shallow`, which would move the merge base. */
async function withoutParents(repository: string, commits: readonly string[]): Promise<readonly string[]> {
  const history = await revList(repository, commits, '--parents');
  const parents = new Map(history.map(([commit = '', ...others]) => [commit, others]));
  const known = new Set((await revList(repository, [...parents.values()].flat())).flat());
  return commits.filter((commit) => !(parents.get(commit) ?? []).every((parent) => known.has(parent)));
}

/** Without these options, a partial clone would fetch missing commits. */
async function revList(
  repository: string,
  commits: readonly string[],
  ...options: readonly string[]
): Promise<readonly string[][]> {
  if (commits.length === 0) return [];
  const own = {
    input: commits.map((commit) => `${commit}\n`).join(''),
    variables: { GIT_SHALLOW_FILE: '/dev/null' },
  };
  const given = ['--no-walk=unsorted', '--missing=allow-any', '--ignore-missing', '--stdin'];
  const listed = await gitWith(own, repository, 'rev-list', ...given, ...options);
  return listed
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
}

export const SHALLOW =
  'this clone is shallow; run "git fetch --unshallow" (in a workflow: "fetch-depth: 0" for actions/checkout)';

export async function isShallow(repository: string): Promise<boolean> {
  return (await git(repository, 'rev-parse', '--is-shallow-repository')).trim() === 'true';
}
