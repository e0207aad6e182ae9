import { wordsOf } from '../words/unit-words.ts';

/** @example nameRun({ task: 'wine', model: 'head', seed: 3 }) // 'wine, head, seed 3' */
export function nameRun({
  model,
  seed,
  task,
  unit,
}: {
  readonly model: string | { readonly name: string; readonly task?: string };
  readonly seed: number;
  readonly task?: string | undefined;
  readonly unit?: 'repeat' | undefined;
}): string {
  const name = typeof model === 'string' ? model : model.name;
  const on = typeof model === 'string' ? task : model.task;
  return `${on === undefined ? '' : `${on}, `}${name}, ${wordsOf({ unit }).seed} ${seed}`;
}
