/** @example nameRun({ task: 'wine', model: 'head', seed: 3 }) // 'wine, head, seed 3' */
export function nameRun({
  model,
  seed,
  task,
  word = 'seed',
}: {
  readonly model: string | { readonly name: string; readonly task?: string };
  readonly seed: number;
  readonly task?: string | undefined;
  /** `repeat` for evaluations. */
  readonly word?: string;
}): string {
  const name = typeof model === 'string' ? model : model.name;
  const on = typeof model === 'string' ? task : model.task;
  return `${on === undefined ? '' : `${on}, `}${name}, ${word} ${seed}`;
}
