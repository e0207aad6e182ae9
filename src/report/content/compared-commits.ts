import { code, type Phrase, say } from '../phrase.ts';
import type { View } from '../view.ts';

/** `` commit `4f2a91c` against `main@91be0d3` `` */
export function comparedCommits({ result: { provenance } }: View): Phrase {
  const { head, base, uncommitted = false } = provenance;
  if (head === null && base === null && !uncommitted) return [];
  const change = head === null ? say`uncommitted changes of this checkout` : say`commit ${code(head)}`;
  return base === null ? change : say`${change} against ${code(named(base))}`;
}

/** Avoids `fa4d3d8@fa4d3d8`. */
function named(base: string): string {
  const at = base.lastIndexOf('@');
  const commit = base.slice(at + 1);
  const ref = base.slice(0, at);
  const isCommit = /^[0-9a-f]{7,}$/.test(ref) && (commit.startsWith(ref) || ref.startsWith(commit));
  return at > 0 && isCommit ? commit : base;
}
