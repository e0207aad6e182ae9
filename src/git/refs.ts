import { nearest } from '../config/nearest.ts';
import { UserError } from '../config/user-error.ts';
import { fetchOrigin } from './fetch.ts';
import { git, tryGit } from './git.ts';

/** How far a shallow clone is deepened, step by step, until base and head share a commit. Then all of it. */
const DEEPEN_STEPS = [50, 500, 5000];

/**
 * The commit that a ref names. Fetches it from `origin` where the clone is too shallow to have it.
 *
 * @throws UserError for a ref that neither the clone nor the remote knows, with the nearest known one.
 */
export async function resolveCommit(repository: string, ref: string): Promise<string> {
  // A ref comes from a config or an event: it must never be read as an option of git.
  if (ref.startsWith('-'))
    throw new UserError(
      `unknown git ref "${ref}": a ref cannot begin with "-"; name a branch, tag or commit`,
    );
  const local = (await revParse(repository, ref)) ?? (await revParse(repository, `origin/${ref}`));
  if (local !== null) return local;
  const isFetched = await fetchOrigin(repository, ['--no-tags', '--depth=1'], [ref]);
  const remote = isFetched ? await revParse(repository, 'FETCH_HEAD') : null;
  if (remote !== null) return remote;
  throw new UserError(await describeUnknownRef(repository, ref));
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
  const symbolic = await tryGit(repository, 'symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD');
  const candidates = [symbolic?.trim(), 'origin/main', 'origin/master', 'main', 'master'];
  for (const name of candidates) {
    if (name !== undefined && (await revParse(repository, name)) !== null) return name;
  }
  return null;
}

async function revParse(repository: string, ref: string): Promise<string | null> {
  const commit = await tryGit(
    repository,
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${ref}^{commit}`,
  );
  return commit === null || commit.trim() === '' ? null : commit.trim();
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
