import type { View } from '../view.ts';

const TITLES = { seed: 'Seed', fold: 'Fold', task: 'Task' } as const;

/** What the two runs of a pair share. */
export function sharedInPairs({ result: { design } }: View): keyof typeof TITLES {
  if (design.folds !== undefined) return 'fold';
  return design.tasks === undefined ? 'seed' : 'task';
}

export function titleOfPairs(view: View): string {
  return TITLES[sharedInPairs(view)];
}

/** `seed 3`, `fold 3`, or the name of a task. */
export function pairName(view: View, seed: number): string {
  return view.result.design.tasks?.[seed - 1] ?? `${sharedInPairs(view)} ${seed}`;
}
