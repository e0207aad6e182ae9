import type { Interval } from '../../src/stats/interval.ts';
import { findRoot } from '../../src/stats/numerics/root.ts';
import { type LookTaken, stageWiseTail } from '../../src/stats/sequential/stage-wise.ts';
import type { TBoundary } from '../../src/stats/sequential/t-boundaries.ts';

/** The looks of pairs as looks of any information. */
export function looksOfPairs(taken: readonly TBoundary[]): LookTaken[] {
  return taken.map(({ pairs, critical }) => ({
    information: pairs,
    degreesOfFreedom: pairs - 1,
    critical,
  }));
}

/** The true differences under which the outcome is in neither tail of the order by stages. */
export function stageWiseInterval(
  taken: readonly LookTaken[],
  { mean, standardError }: { readonly mean: number; readonly standardError: number },
  level = 0.95,
): Interval {
  // The order of outcomes below zero is the mirror image.
  const estimate = { mean: Math.abs(mean), standardError };
  const solve = (probability: number) =>
    findRoot(
      (difference) => stageWiseTail(taken, estimate, difference) - probability,
      estimate.mean - 40 * standardError,
      estimate.mean + 40 * standardError,
      1e-6 * standardError,
    );
  const [near, far] = [solve((1 - level) / 2), solve((1 + level) / 2)];
  return mean < 0 ? { level, low: -far, high: -near } : { level, low: near, high: far };
}
