import type { Continuation } from '../../analysis/decide/levels.ts';
import type { Tested } from '../../records/store/tested.ts';

/** The comparison that has the longest history; undefined where nothing was tested. */
export function furthest(tested: readonly Tested[]): Tested | undefined {
  const pairsOf = ({ looks }: Tested) => looks.at(-1)?.pairs ?? 0;
  return [...tested].sort((a, b) => b.design.number - a.design.number || pairsOf(b) - pairsOf(a))[0];
}

/** null: the first design on these runs. */
export function describeContinuation(tested: Tested | undefined, alpha: number): Continuation | null {
  if (tested === undefined || tested.design.number < 2) return null;
  const { number, pairs, spent } = tested.design;
  return { design: number, pairs, left: Math.max(0, alpha - spent) };
}
