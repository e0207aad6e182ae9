import type { Folds } from '../../config/schema/folds-schema.ts';

/** The part of the data that tests a run of a repeated cross-validation. Both numbers count from 0. */
export interface Fold {
  readonly fold: number;
  readonly repeat: number;
  /** Number of folds in one repeat. */
  readonly of: number;
}

/** Seeds count from 1: first the folds of repeat 1, then those of repeat 2, and so on. */
export function foldOf(seed: number, { k }: Pick<Folds, 'k'>): Fold {
  return { fold: (seed - 1) % k, repeat: Math.floor((seed - 1) / k), of: k };
}
