import type { Folds } from '../../config/schema/folds-schema.ts';

/** Both numbers count from 0. */
export interface Fold {
  readonly fold: number;
  readonly repeat: number;
  readonly of: number;
}

/** Seeds count from 1: first the folds of repeat 1, then those of repeat 2. */
export function foldOf(seed: number, { k }: Pick<Folds, 'k'>): Fold {
  return { fold: (seed - 1) % k, repeat: Math.floor((seed - 1) / k), of: k };
}
