/**
 * Counts resamples in the tails of t, for p-values near levels such as 0.00005, which need 640,000 resamples. Sorting them all
 * would take 100 times as long.
 */
import { standardise } from './mean-resamples.ts';
import { resampleSums } from './resample-sums.ts';
import { slackOf } from './resampled-law.ts';
import { CHUNK } from './shared-draws.ts';

/** Relative error of sums. */
const SLACK = 1e-9;

export interface TailCounter {
  /** Resamples whose t is at least `atLeast`, and at most `atMost`, among the first `resamples`, a multiple of 10,000. */
  count(resamples: number): { readonly above: number; readonly below: number };
}

/** @throws StatisticsError as `resampleMeans` */
export function tailCounter(
  sample: readonly number[],
  bounds: { readonly atLeast: number; readonly atMost: number },
): TailCounter {
  const { n, scaled, ratioOf } = standardise(sample);
  const sumsOf = resampleSums(scaled);
  const atLeast = bounds.atLeast - slackOf(bounds.atLeast);
  const atMost = bounds.atMost + slackOf(bounds.atMost);
  // t ≥ c is sum² ≥ squares · c²n / (n − 1 + c²). Few resamples pass, and only their t is computed.
  const nearest = atLeast > 0 && atMost < 0 ? Math.min(atLeast, -atMost) : 0;
  const least = ((nearest * nearest * n) / (n - 1 + nearest * nearest)) * (1 - SLACK);
  let above = 0;
  let below = 0;
  let done = 0;
  function countIn(chunk: number): void {
    const sums = sumsOf(chunk);
    for (let place = 0; place < sums.length; place += 2) {
      const sum = sums[place] as number;
      const squares = sums[place + 1] as number;
      if (sum * sum < least * squares) continue;
      const ratio = ratioOf(sum, squares);
      if (ratio >= atLeast) above++;
      if (ratio <= atMost) below++;
    }
  }
  return {
    count(resamples) {
      for (; done * CHUNK < resamples; done++) countIn(done);
      return { above, below };
    },
  };
}
