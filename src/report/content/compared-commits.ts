import { code, type Phrase, say } from '../phrase.ts';
import type { View } from '../view.ts';

/** `` commit `4f2a91c` against `main@91be0d3` `` */
export function comparedCommits({ result: { provenance } }: View): Phrase {
  const { head, base, uncommitted = false } = provenance;
  if (head === null && base === null && !uncommitted) return [];
  const change = head === null ? say`uncommitted changes of this checkout` : say`commit ${code(head)}`;
  return base === null ? change : say`${change} against ${code(base)}`;
}
