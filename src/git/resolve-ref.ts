/**
 * A name must have one meaning: git would prefer a tag to the branch of that name, so anyone who may push a tag could choose
 * what is compared.
 */
import { nearest } from '../config/nearest.ts';
import { UserError } from '../config/user-error.ts';
import { fetchOrigin, listOrigin } from './fetch.ts';
import { GitError, git, gitWith, tryGit } from './git.ts';
import { isShallow } from './merge-base.ts';
import {
  ambiguousRef,
  branchOf,
  isBranch,
  parseRefName,
  placesOf,
  type RefName,
  remoteBranchOf,
  tagOf,
} from './ref-name.ts';

interface Meaning {
  readonly full: string;
  readonly commit: string;
}

/** @throws UserError as `resolveCommits` */
export async function resolveCommit(repository: string, ref: string): Promise<string> {
  const [commit = ''] = await resolveCommits(repository, [ref]);
  return commit;
}

/**
 * Asks `origin` for refs that the clone lacks.
 *
 * @throws UserError for an unknown ref, with the nearest known one, and for one with several meanings
 */
export async function resolveCommits(repository: string, refs: readonly string[]): Promise<string[]> {
  const names = refs.map(parseRefName);
  try {
    const known = await readRefs(repository, names.flatMap(refsOf));
    const commits: string[] = [];
    for (const name of names) commits.push(await resolve(repository, name, known));
    return commits;
  } catch (error) {
    if (!(error instanceof GitError) || !/not a git repository/.test(error.stderr)) throw error;
    throw new UserError(
      `unknown git ref "${refs.join('", "')}": ${repository} is not in a git repository; run "git init" and commit, or leave out "ref"`,
      { cause: error },
    );
  }
}

function refsOf(ref: RefName): readonly string[] {
  if (ref.kind === 'short') return placesOf(ref);
  return ref.kind === 'full' ? [ref.name, trackedAs(ref)] : [];
}

function trackedAs({ name }: RefName): string {
  return name.startsWith(branchOf('')) ? remoteBranchOf(name.slice(branchOf('').length)) : name;
}

async function resolve(
  repository: string,
  ref: RefName,
  known: ReadonlyMap<string, string>,
): Promise<string> {
  const { name, suffix, kind } = ref;
  const own =
    kind === 'commit' || kind === 'head'
      ? name
      : kind === 'full'
        ? (known.get(name) ?? known.get(trackedAs(ref)) ?? (await fetchListed(repository, name)))
        : await resolveShort(repository, ref, known);
  const asked = own === null ? null : `${own}${suffix}`;
  const [commit = null] = asked === null ? [] : await knownCommits(repository, [asked]);
  if (commit !== null) return commit;
  const fetched = kind === 'commit' && suffix === '' ? await fetchRef(repository, name) : null;
  if (fetched !== null) return fetched;
  throw new UserError(await describeUnknownRef(repository, ref.written));
}

async function resolveShort(
  repository: string,
  ref: RefName,
  known: ReadonlyMap<string, string>,
): Promise<string | null> {
  const here = await meaningsOf(repository, ref, known);
  const one = oneOf(ref, here);
  if (here.some(({ full }) => isBranch(full))) return one;
  // A shallow clone may lack the branch that is meant, but have a tag of that name, or a commit that begins with it.
  const branch = branchOf(ref.name);
  const tag = tagOf(ref.name);
  const listed = await listOrigin(repository, one === null ? [branch, tag, `${tag}^{}`] : [branch]);
  const there = [branch, tag].flatMap((full) => {
    const commit = listed.get(`${full}^{}`) ?? listed.get(full);
    return commit === undefined ? [] : [{ full, commit }];
  });
  oneOf(ref, [...here, ...there]);
  return one ?? (there[0] === undefined ? null : fetchRef(repository, there[0].full));
}

/** @returns null without meanings @throws UserError for several commits */
function oneOf(ref: RefName, meanings: readonly Meaning[]): string | null {
  if (new Set(meanings.map(({ commit }) => commit)).size > 1) throw ambiguousRef(ref, meanings);
  return meanings[0]?.commit ?? null;
}

async function meaningsOf(
  repository: string,
  ref: RefName,
  known: ReadonlyMap<string, string>,
): Promise<readonly Meaning[]> {
  const own = known.has(branchOf(ref.name)) ? remoteBranchOf(ref.name) : null;
  // As in git, a local branch has precedence over its upstream branch.
  const refs = placesOf(ref).filter((full) => known.has(full) && full !== own);
  const commits = await knownCommits(
    repository,
    refs.map((full) => known.get(full) ?? ''),
  );
  const named = refs.map((full, index) => ({ full, commit: commits[index] ?? null }));
  const abbreviated = (await commitsLike(repository, ref.name)).map((commit) => ({ full: commit, commit }));
  return [...named, ...abbreviated].flatMap(({ full, commit }) =>
    commit === null ? [] : [{ full, commit }],
  );
}

async function commitsLike(repository: string, name: string): Promise<readonly string[]> {
  if (!/^[0-9a-f]{4,63}$/.test(name)) return [];
  const objects = (await git(repository, 'rev-parse', `--disambiguate=${name}`)).split('\n');
  const commits = await knownCommits(
    repository,
    objects.filter((object) => object !== ''),
  );
  return [...new Set(commits)].filter((commit) => commit !== null);
}

/** For a short name git would look in several places. */
async function readRefs(repository: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const wanted = new Set(names);
  const listed = await git(repository, 'for-each-ref', '--format=%(refname) %(objectname)', ...wanted);
  return new Map(
    listed
      .split('\n')
      .map((line) => line.split(' ') as [string, string])
      .filter(([name]) => wanted.has(name)),
  );
}

/** The remote would also look in several places. */
async function fetchListed(repository: string, ref: string): Promise<string | null> {
  return (await listOrigin(repository, [ref])).has(ref) ? fetchRef(repository, ref) : null;
}

/** @param name a commit, or the full name of a ref that the remote has */
async function fetchRef(repository: string, name: string): Promise<string | null> {
  if (!(await fetchOrigin(repository, ['--no-tags', '--depth=1'], [name]))) return null;
  const [commit = null] = await knownCommits(repository, ['FETCH_HEAD']);
  return commit;
}

/**
 * Null for a commit that this clone lacks.
 *
 * @param names of objects, HEAD or FETCH_HEAD, with ~ and ^
 */
export async function knownCommits(
  repository: string,
  names: readonly string[],
): Promise<ReadonlyArray<string | null>> {
  if (names.length === 0) return [];
  // Git reads one question per line.
  const input = names.map((name) => `${name}^{commit}\n`).join('');
  const answers = await gitWith({ input }, repository, 'cat-file', '--batch-check=%(objectname)');
  return answers
    .trimEnd()
    .split('\n')
    .map((answer) => (/^[0-9a-f]{40,64}$/.test(answer) ? answer : null));
}

/** `origin/HEAD`, else main or master. */
export async function defaultBranch(repository: string): Promise<string | null> {
  const usual = ['main', 'master'];
  const [symbolic, known] = await Promise.all([
    tryGit(repository, 'symbolic-ref', '--quiet', remoteBranchOf('HEAD')),
    readRefs(repository, [
      remoteBranchOf('HEAD'),
      ...usual.flatMap((name) => [remoteBranchOf(name), branchOf(name)]),
    ]),
  ]);
  const target = symbolic?.trim();
  if (target?.startsWith(remoteBranchOf('')) && known.has(remoteBranchOf('HEAD'))) return target;
  return [...usual.map(remoteBranchOf), ...usual.map(branchOf)].find((name) => known.has(name)) ?? null;
}

/**
 * What a clone lacks that has not all branches of its remote.
 *
 * @param ref `main` or `origin/main`; null for the default branch
 * @returns a clause with the remedy; null for a whole clone
 */
export async function missingBranches(repository: string, ref: string | null): Promise<string | null> {
  const specs = ((await tryGit(repository, 'config', '--get-all', 'remote.origin.fetch')) ?? '').split('\n');
  const isSingle =
    specs.some((spec) => spec.trim() !== '') &&
    !specs.some((spec) => spec.replace(/^\+/, '') === 'refs/heads/*:refs/remotes/origin/*');
  const isCut = await isShallow(repository);
  if (!isSingle && !isCut) return null;
  const what = [...(isCut ? ['is shallow'] : []), ...(isSingle ? ['has a single branch'] : [])].join(' and ');
  const [, branch = ref === null ? 'main' : ''] =
    /^(?:refs\/heads\/|(?:refs\/remotes\/)?origin\/)?(?!HEAD$|refs\/)([^~^]+)$/.exec(ref ?? '') ?? [];
  const fetched = branch === '' ? '' : ` origin ${branch}:${remoteBranchOf(branch)}`;
  return `this clone ${what}; run "git fetch${isCut ? ' --unshallow' : ''}${fetched}" (in a workflow: "fetch-depth: 0" for actions/checkout)`;
}

async function describeUnknownRef(repository: string, ref: string): Promise<string> {
  const listed =
    (await tryGit(repository, 'for-each-ref', '--format=%(refname:short)', '--count=1000')) ?? '';
  const known = listed.split('\n').filter((name) => name !== '');
  const missing = await missingBranches(repository, ref);
  const guess = nearest(ref, known);
  const hint =
    missing !== null
      ? `; ${missing}`
      : guess !== null
        ? `; did you mean "${guess}"?`
        : '; "git log --all --oneline" lists the commits';
  return `unknown git ref "${ref}": neither this clone nor its remote "origin" has it${hint}`;
}
