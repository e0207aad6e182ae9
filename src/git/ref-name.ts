import { UserError } from '../config/user-error.ts';

export interface RefName {
  readonly written: string;
  readonly name: string;
  /** `~2` or `^`; '' if there is none. */
  readonly suffix: string;
  readonly kind: 'commit' | 'head' | 'full' | 'short';
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** `git check-ref-format` allows none of these in a name. */
const NO_NAME = /[\s\p{Cc}~^:?*[\\]|\.\.|@\{|\/\/|^\/|[/.]$|^@$/u;

/** @throws UserError for names that git would search in logs or messages, or read as options */
export function parseRefName(written: string): RefName {
  if (written.startsWith('-'))
    throw new UserError(
      `unknown git ref "${written}": a ref cannot begin with "-"; name a branch, tag or commit`,
    );
  const [, name = '', suffix = ''] = /^(.*?)((?:[~^]\d*)*)$/s.exec(written) ?? [];
  if (name === '' || NO_NAME.test(name))
    throw new UserError(
      `unknown git ref "${written}": it is not the name of a branch, tag or commit; name one, followed by ~1 or ^2 if needed`,
    );
  const isFull = name.startsWith('refs/');
  const kind = COMMIT.test(name) ? 'commit' : name === 'HEAD' ? 'head' : isFull ? 'full' : 'short';
  return { written, name, suffix, kind };
}

export const branchOf = (name: string) => `refs/heads/${name}`;
export const tagOf = (name: string) => `refs/tags/${name}`;
export const remoteBranchOf = (name: string) => `refs/remotes/origin/${name}`;

/** Git takes the first, and tags before branches. */
export function placesOf({ name }: RefName): readonly string[] {
  return [branchOf(name), remoteBranchOf(name), tagOf(name), `refs/remotes/${name}`, `refs/${name}`];
}

export function isBranch(ref: string): boolean {
  return /^refs\/(?:heads|remotes)\//.test(ref);
}

/** @param meanings refs that the name may mean, with their commits */
export function ambiguousRef(
  { written }: RefName,
  meanings: ReadonlyArray<{ readonly full: string; readonly commit: string }>,
): UserError {
  const listed = meanings.map(({ full, commit }) =>
    full === commit ? `the commit ${full}` : `${full} (${commit.slice(0, 7)})`,
  );
  return new UserError(
    `git ref "${written}" has more than one meaning: ${listed.join(' and ')}; write the one you mean in full`,
  );
}
