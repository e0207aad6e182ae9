import type { Draws } from '../draws.ts';

/** Two models that were trained over seeds and measured on the same examples. */
export interface World {
  readonly name: string;
  readonly examples: number;
  /**
   * @param shift how much better the candidate is, on the world's own scale; 0 where they are equally good in the population
   * @returns contributions to the difference: one row a seed pair, each with that pair's difference as its mean
   */
  draw(draws: Draws, shift: number): readonly Float64Array[];
}

/** Seed pairs of every experiment: what the default design has at most. */
export const PAIRS = 25;
