/**
 * Wilcoxon's signed-rank test of paired differences: no single outlier decides.
 *
 * Differences are symmetric around zero under the null hypothesis. Zeros are dropped (as by R and scipy); ties share their
 * mean rank. Exact up to 50 nonzero differences, including ties: the rank sum's distribution over all sign patterns of
 * *these* ranks is counted by convolution. Beyond 50, the normal approximation has a variance corrected for ties.
 *
 * Source: F. Wilcoxon, Biometrics Bulletin 1 (1945); M. Hollander and D. Wolfe, Nonparametric Statistical Methods, ch. 3.
 */
import { normalCdf } from '../distributions/normal.ts';
import { requireFinite, StatisticsError } from '../error.ts';
import { midranks } from '../ranks.ts';

const MAX_EXACT = 50;

/** @returns the two-sided p-value */
export function wilcoxonSignedRank(differences: readonly number[]): number {
  if (differences.length === 0) throw new StatisticsError('wilcoxonSignedRank requires at least one pair');
  requireFinite('wilcoxonSignedRank', differences);
  const moving = differences.filter((difference) => difference !== 0);
  if (moving.length === 0) return 1;
  const ranks = midranks(moving.map(Math.abs));
  const rankSum = ranks.reduce((sum, rank, index) => ((moving[index] as number) > 0 ? sum + rank : sum), 0);
  const opposite = ranks.reduce((sum, rank) => sum + rank, 0) - rankSum;
  const upperTail = moving.length <= MAX_EXACT ? exactUpperTail : approximateUpperTail;
  // Flipping all signs swaps the rank sums, so the lower tail is the opposite sum's upper tail.
  return Math.min(1, 2 * Math.min(upperTail(ranks, rankSum), upperTail(ranks, opposite)));
}

/** P(rank sum ≥ observed) over all sign patterns. Doubled midranks are integers. */
function exactUpperTail(ranks: readonly number[], observed: number): number {
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const total = doubled.reduce((sum, rank) => sum + rank, 0);
  // Counts up to 2^n would exceed exact doubles beyond n = 53.
  const probability = new Float64Array(total + 1);
  probability[0] = 1;
  let reached = 0;
  for (const rank of doubled) {
    reached += rank;
    for (let sum = reached; sum >= 0; sum--) {
      const without = probability[sum] as number;
      const withRank = sum >= rank ? (probability[sum - rank] as number) : 0;
      probability[sum] = (without + withRank) / 2;
    }
  }
  let tail = 0;
  for (let sum = total; sum >= Math.round(2 * observed); sum--) tail += probability[sum] as number;
  return tail;
}

function approximateUpperTail(ranks: readonly number[], observed: number): number {
  const expected = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
  // With midranks the variance is Σ rank²/4, including the correction for ties.
  const deviation = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0)) / 2;
  return normalCdf(-(observed - expected) / deviation);
}
