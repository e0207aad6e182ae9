/**
 * Scores of tasks on one scale: 0 is a random model, 1 a human (or the best known). Where lower is better, `human` is the
 * smaller bound, and higher is better afterwards.
 *
 * Source: V. Mnih et al., Nature 518 (2015), for the human-normalised score.
 */
import { requireFinite, StatisticsError } from '../error.ts';

export interface Bounds {
  readonly random: number;
  readonly human: number;
}

/**
 * @throws StatisticsError for equal bounds
 * @example normaliseScores([5], { random: 0, human: 10 }) // [0.5]
 */
export function normaliseScores(scores: readonly number[], { random, human }: Bounds): number[] {
  requireFinite('normaliseScores', [...scores, random, human]);
  if (random === human) {
    throw new StatisticsError(`normaliseScores requires two different bounds, but both are ${random}`);
  }
  // Adding 0 turns −0 into 0.
  return scores.map((score) => (score - random) / (human - random) + 0);
}
