import type { Draws } from '../draws.ts';

/** Both models are measured on the same examples. */
export interface World {
  readonly name: string;
  readonly examples: number;
  /**
   * @param shift the candidate's lead on the world's scale
   * @returns contributions: one row per seed pair, whose mean is the pair's difference
   */
  draw(draws: Draws, shift: number): readonly Float64Array[];
}

/** The default maximum. */
export const PAIRS = 25;
