import type { Folds } from '../../config/schema/folds-schema.ts';

/** Which part of the data a run of a repeated cross-validation is tested on. Both count from 0, as indices do. */
export interface Fold {
  readonly fold: number;
  readonly repeat: number;
  /** Folds of one repeat. */
  readonly of: number;
}

/** Runs are known by their seed, from 1: the folds of the first repeat, then those of the second, and so on. */
export function foldOf(seed: number, { k }: Pick<Folds, 'k'>): Fold {
  return { fold: (seed - 1) % k, repeat: Math.floor((seed - 1) / k), of: k };
}
