/**
 * Draws more near a level, so that chance in sampling decides no verdict.
 *
 * The p of all draws lies within the Clopper-Pearson interval of the hits. While the interval includes the level, four times
 * as many are drawn; the sampled p is on the wrong side of its level in fewer than one of 200,000 comparisons. If 2,560,000
 * draws do not settle it, the interval's upper end replaces p, and the verdict is withheld.
 */
import { binomialInterval } from '../../stats/estimates/binomial-interval.ts';

const GROWTH = 4;
const MAX_DRAWS = 2_560_000;
const COVERAGE = 1 - 1e-6;

interface Sampling<Result> {
  readonly level: number;
  /** The p to settle, one-sided where both sides are drawn alike: (hits + 1)/(draws + 1). */
  share(result: Result): number;
  /** Draws from the beginning of the same stream. */
  draw(draws: number): Result;
  /** The result if the most draws do not settle it. */
  unsettled(result: Result, atMost: number): Result;
}

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
