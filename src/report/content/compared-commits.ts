import { code, link, type Phrase, say } from '../phrase.ts';
import type { View } from '../view.ts';

/** `` commit `4f2a91c` against `main@91be0d3` `` */
export function comparedCommits(view: View): Phrase {
  const { head, base, uncommitted = false } = view.result.provenance;
  if (head === null && base === null && !uncommitted) return [];
  const change =
    head === null ? say`uncommitted changes of this checkout` : say`commit ${linkedCommit(view, head)}`;
  return base === null ? change : say`${change} against ${named(view, base)}`;
}

const COMMIT = /^[0-9a-f]{7,64}$/;

/** A link where the address of the repository is known. */
export function linkedCommit({ result }: View, commit: string): Phrase {
  const { repository } = result.provenance;
  return repository !== undefined && COMMIT.test(commit)
    ? link(commit, `${repository}/commit/${commit}`)
    : [code(commit)];
}

/** Avoids `fa4d3d8@fa4d3d8`. */
function named(view: View, base: string): Phrase {
  const at = base.lastIndexOf('@');
  const commit = base.slice(at + 1);
  const ref = base.slice(0, at);
  const isCommit = COMMIT.test(ref) && (commit.startsWith(ref) || ref.startsWith(commit));
  if (at > 0 && isCommit) return linkedCommit(view, commit);
  const linked = linkedCommit(view, commit);
  return at > 0 && view.result.provenance.repository !== undefined && COMMIT.test(commit)
    ? say`${code(ref)} at ${linked}`
    : [code(base)];
}
