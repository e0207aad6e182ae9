import { capitalised } from '../../words/capitalised.ts';
import type { View } from '../view.ts';

/** What the two runs of a pair share. */
export function sharedInPairs({ result: { design }, words }: View): string {
  if (design.folds !== undefined) return 'fold';
  return design.tasks === undefined ? words.seed : 'task';
}

export function titleOfPairs(view: View): string {
  return capitalised(sharedInPairs(view));
}

/** `seed 3`, `repeat 3`, `fold 3`, or the name of a task. */
export function pairName(view: View, seed: number): string {
  return view.result.design.tasks?.[seed - 1] ?? `${sharedInPairs(view)} ${seed}`;
}
