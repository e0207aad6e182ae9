/**
 * A sampled p-value decides nothing by its own chance: near its level more is drawn.
 *
 * The p that all draws would give lies within Clopper and Pearson's interval of the hits. While that includes the level, four times
 * as many are drawn; at each of at most five sizes the interval misses in one of a million cases, so the sampled p is on the
 * wrong side of its level in fewer than one of 200,000 comparisons. Where 2,560,000 draws do not settle it, p and level
 * agree to three digits: the upper end of the interval takes the place of p, and the verdict is withheld.
 */
import { binomialInterval } from '../../stats/estimates/binomial-interval.ts';

const GROWTH = 4;
const MAX_DRAWS = 2_560_000;
const COVERAGE = 1 - 1e-6;

interface Sampling<Result> {
  /** What the share is held against. */
  readonly level: number;
  /** The p that is settled, one-sided where the two sides are drawn alike: (hits + 1)/(draws + 1). */
  share(result: Result): number;
  /** Draws so many, from the beginning of the same stream. */
  draw(draws: number): Result;
  /** The result where the most draws leave it open. */
  unsettled(result: Result, atMost: number): Result;
}

/** @param first what was drawn already */
export function drawUntilSettled<Result>(
  first: { readonly result: Result; readonly draws: number },
  { level, share, draw, unsettled }: Sampling<Result>,
): Result {
  let { result, draws } = first;
  for (;;) {
    const hits = Math.min(draws, Math.max(0, Math.round(share(result) * (draws + 1)) - 1));
    const { low, high } = binomialInterval(hits, draws, { level: COVERAGE });
    if (high <= level || low > level) return result;
    if (GROWTH * draws > MAX_DRAWS) return unsettled(result, high);
    draws *= GROWTH;
    result = draw(draws);
  }
}
