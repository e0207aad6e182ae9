/** How much each arm was trained for, by the names of numbers in parameters, command and program, where no curve tells. */
import type { Evidence } from '../evidence.ts';
import { show } from '../words.ts';

const KINDS = {
  epochs:
    /^((num|n|max|total|train|training)_)*(epochs?|steps|iterations?|iters?|updates|(boost_)?rounds?)$|^nrounds$/,
  'settings tried':
    /^((num|n|max|total|search|tuning)_)*(trials?|candidates|configs|configurations|settings|evals|restarts|budget)$|^n_iter_search$/,
};

export interface StatedEffort {
  /** Of the variant over the baseline. */
  readonly ratio: number;
  readonly kind: keyof typeof KINDS;
  /** `n_trials 10 against 1`, the larger first. */
  readonly words: string;
}

/** @returns of the first number of the kind that both arms state and that differs; null where there is none */
export function statedEffort(
  stated: Evidence['statedNumbers'] | undefined,
  [baseline, variant]: readonly [string, string],
  kind: keyof typeof KINDS,
): StatedEffort | null {
  const before = stated?.get(baseline);
  for (const [name, own] of stated?.get(variant) ?? []) {
    const other = before?.get(name);
    if (other === undefined || other === own || !(own > 0 && other > 0) || !KINDS[kind].test(name)) continue;
    const words = `${name} ${show(Math.max(own, other))} against ${show(Math.min(own, other))}`;
    return { ratio: own / other, kind, words };
  }
  return null;
}
