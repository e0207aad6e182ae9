import { nearest } from '../config/nearest.ts';
import { UserError } from '../config/user-error.ts';
import { fetchOrigin } from './fetch.ts';
import { GitError, git, gitWith, tryGit } from './git.ts';

/** How far a shallow clone is deepened, step by step, until base and head share a commit. Then all of it. */
const DEEPEN_STEPS = [50, 500, 5000];

/**
 * The commit that a ref names. Fetches it from `origin` where the clone is too shallow to have it.
 *
 * @throws UserError for a ref that neither the clone nor the remote knows, with the nearest known one.
 */
export async function resolveCommit(repository: string, ref: string): Promise<string> {
  const [commit = ''] = await resolveCommits(repository, [ref]);
  return commit;
}

/** The same of several. */
export async function resolveCommits(repository: string, refs: readonly string[]): Promise<string[]> {
  // A ref comes from a config or an event: it must never be read as an option of git.
  const option = refs.find((ref) => ref.startsWith('-'));
  if (option !== undefined)
    throw new UserError(
      `unknown git ref "${option}": a ref cannot begin with "-"; name a branch, tag or commit`,
    );
  const known = await knownCommits(
    repository,
    refs.flatMap((ref) => [ref, `origin/${ref}`]),
  );
  const commits: string[] = [];
  for (const [index, ref] of refs.entries())
    commits.push(known[2 * index] ?? known[2 * index + 1] ?? (await fetchCommit(repository, ref)));
  return commits;
}

async function fetchCommit(repository: string, ref: string): Promise<string> {
  const isFetched = await fetchOrigin(repository, ['--no-tags', '--depth=1'], [ref]);
  const [remote = null] = isFetched ? await knownCommits(repository, ['FETCH_HEAD']) : [];
  if (remote !== null) return remote;
  throw new UserError(await describeUnknownRef(repository, ref));
}

/** Commits that this clone has, in the order of their names; null where it has none of that name. */
export async function knownCommits(
  repository: string,
  names: readonly string[],
): Promise<ReadonlyArray<string | null>> {
  // A line is a question.
  const input = names.map((name) => `${/[\0\n]/.test(name) ? '' : name}^{commit}\n`).join('');
  try {
    const answers = await gitWith({ input }, repository, 'cat-file', '--batch-check=%(objectname)');
    return answers
      .trimEnd()
      .split('\n')
      .map((answer) => (/^[0-9a-f]{40,64}$/.test(answer) ? answer : null));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (names.length === 1) return [null];
    // At one that it cannot look for, such as `@{upstream}` of nothing, git ends and answers no other.
    return (await Promise.all(names.map((name) => knownCommits(repository, [name])))).flat();
  }
}

/**
 * The commit at which `head` left `base`: what a pull request changes is the difference from there, whatever has
 * been merged into the base since. Deepens a shallow clone as far as needed.
 *
 * @returns null when the two share no history.
 */
export async function mergeBase(repository: string, base: string, head: string): Promise<string | null> {
  const found = await tryGit(repository, 'merge-base', base, head);
  if (found !== null) return found.trim();
  for (const depth of DEEPEN_STEPS) {
    if (!(await isShallow(repository))) return null;
    if (!(await fetchOrigin(repository, ['--no-tags', `--depth=${depth}`], [base, head]))) break;
    const deeper = await tryGit(repository, 'merge-base', base, head);
    if (deeper !== null) return deeper.trim();
  }
  if ((await isShallow(repository)) && !(await fetchOrigin(repository, ['--no-tags', '--unshallow'])))
    return null;
  return (await tryGit(repository, 'merge-base', base, head))?.trim() ?? null;
}

/**
 * The name of the last tag that a commit has behind it. A clone without tags, or too shallow to reach one, is deepened.
 *
 * @returns null where there is none
 */
export async function lastTag(repository: string, commit: string): Promise<string | null> {
  const find = () => tryGit(repository, 'describe', '--tags', '--abbrev=0', commit);
  const found = await find();
  if (found !== null) return found.trim();
  const depth = (await isShallow(repository)) ? ['--unshallow'] : [];
  await fetchOrigin(repository, ['--tags', ...depth]);
  return (await find())?.trim() ?? null;
}

/** The commit of the default branch, for `base` where nothing names it: `origin/HEAD`, else main or master. */
export async function defaultBranch(repository: string): Promise<string | null> {
  const usual = ['refs/remotes/origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];
  const [symbolic, commits] = await Promise.all([
    tryGit(repository, 'symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'),
    knownCommits(repository, usual),
  ]);
  const names = [symbolic?.trim(), ...usual.slice(1)];
  return names.find((name, index) => name !== undefined && commits[index] !== null) ?? null;
}

async function isShallow(repository: string): Promise<boolean> {
  return (await git(repository, 'rev-parse', '--is-shallow-repository')).trim() === 'true';
}

async function describeUnknownRef(repository: string, ref: string): Promise<string> {
  const listed =
    (await tryGit(repository, 'for-each-ref', '--format=%(refname:short)', '--count=1000')) ?? '';
  const known = listed.split('\n').filter((name) => name !== '');
  const guess = nearest(ref, known);
  const hint = guess === null ? '' : `; did you mean "${guess}"?`;
  return `unknown git ref "${ref}": neither this clone nor its remote "origin" has it${hint}`;
}
