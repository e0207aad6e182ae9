import { UserError } from '../../config/user-error.ts';
import { isShallow, mergeBase, SHALLOW } from '../../git/merge-base.ts';
import { defaultBranch, knownCommits, missingBranches, resolveCommits } from '../../git/resolve-ref.ts';

export interface RefsRequest {
  /** Root of the work tree; null outside git. */
  readonly root: string | null;
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  /** Set if the base is the commit to compare with, and not a branch whose merge base counts. */
  readonly baseIsExact?: boolean | undefined;
}

export interface ComparedRefs {
  /** Its config governs. */
  readonly baseTip: string;
  /** Merge base, which has the baseline's code. */
  readonly base: string;
  /** Null for the checkout as it is. */
  readonly head: string | null;
  /** Names commits of the base branch that the head lacks; null for none. */
  readonly notice: string | null;
}

const FETCHED = 'the clone was shallow, so git fetched the missing history into it';

/**
 * Default head: the checkout as it is. Default base: the default branch.
 *
 * @throws UserError outside git, for unknown refs, and without a default branch
 */
export async function resolveComparedRefs({
  root,
  base,
  head,
  baseIsExact = false,
}: RefsRequest): Promise<ComparedRefs> {
  if (root === null)
    throw new UserError(
      'models: "ref" needs a git repository, and the config is not in one; remove "ref", or run inside a clone',
    );
  const [[standing = null], baseName] = await Promise.all([
    knownCommits(root, ['HEAD']),
    base ?? defaultBranch(root),
  ]);
  if (standing === null)
    throw new UserError('models: "ref" needs commits, and this repository has none yet; commit first');
  if (baseName === null) {
    const missing = await missingBranches(root, null);
    throw new UserError(
      `models: "ref: base" is unknown: no --base is given, and no branch is called origin/HEAD, main or master; ${missing ?? 'name the ref with --base'}`,
    );
  }
  const named = [baseName, ...(head === undefined ? [] : [head])];
  const [baseTip = '', headCommit = null] = await resolveCommits(root, named);
  if (headCommit === baseTip) {
    const notice = 'base and head are the same commit, so models differ only in parameters';
    return { baseTip, base: baseTip, head: headCommit, notice };
  }
  if (baseIsExact) return { baseTip, base: baseTip, head: headCommit, notice: null };
  const notices: string[] = [];
  const shared = await mergeBase(root, baseTip, headCommit ?? standing, () => notices.push(FETCHED));
  if (shared === null && (await isShallow(root)))
    throw new UserError(`the commit at which this branch left "${baseName}" is missing: ${SHALLOW}`);
  if (shared === null)
    notices.push('base and head share no history in this clone, so the baseline is the tip of the base');
  else if (shared !== baseTip)
    notices.push('the base branch has newer commits; the baseline is the commit where this branch left it');
  const notice = notices.length === 0 ? null : notices.join('; ');
  return { baseTip, base: shared ?? baseTip, head: headCommit, notice };
}

/** @returns the commit of each model; null for the checkout */
export async function resolveModelRefs(
  root: string,
  refs: ComparedRefs | null,
  named: ReadonlyArray<string | null>,
): Promise<ReadonlyArray<string | null>> {
  const known = new Map<string | null, string | null>([[null, null]]);
  if (refs !== null) known.set('base', refs.base).set('head', refs.head);
  const others = [...new Set(named)].filter((ref) => ref !== null && !known.has(ref)) as string[];
  const commits = others.length === 0 ? [] : await resolveCommits(root, others);
  for (const [index, ref] of others.entries()) known.set(ref, commits[index] ?? null);
  return named.map((ref) => known.get(ref) ?? null);
}
