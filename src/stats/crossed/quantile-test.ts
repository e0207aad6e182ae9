/**
 * Tests how far the quantiles of two arms, over all their answers, are apart, for new cases and new repeats.
 *
 * If the candidate's quantile is δ above the baseline's, then the same share of both arms lies at or below their common
 * quantile once the baseline is moved by δ. So D[r, e] = [candidate ≤ c] − [baseline + δ ≤ c] has mean 0, where c is the
 * quantile of both together, and the crossed test tests it: no density is estimated and nothing is drawn. For one
 * repeat, McNemar's mid-p may object, since p of the t test is too small for few discordant cases.
 *
 * The arms' densities at the quantile should be alike: one twice the other's adds 5 % to the standard error. Simulated levels,
 * beside the paired bootstrap: docs/contributing/calibration.md.
 *
 * Source: A. M. Mood, Introduction to the Theory of Statistics (1950), ch. 16.
 */
import { studentTCdf } from '../distributions/student-t.ts';
import { StatisticsError } from '../error.ts';
import { countUpTo } from '../numerics/sorted.ts';
import { mcNemar } from '../tests/mcnemar.ts';
import { type Clusters, sumByCluster } from './clusters.ts';
import { type CrossedEstimate, crossedEstimate } from './crossed-test.ts';
import { CrossedTable } from './layout.ts';

/** Repeats × cases, in the unit of the values. */
export type Rows = ReadonlyArray<Float64Array>;

/** One-sided p-value of a difference of `shift`, against a smaller one for side 1, a larger one for side −1. */
export type ShiftTest = (shift: number, side: 1 | -1) => number;

/** @param baseline as many repeats of as many cases as the candidate */
export function createShiftTest(
  baseline: Rows,
  candidate: Rows,
  { probability, clusters }: { readonly probability: number; readonly clusters?: Clusters | null },
): ShiftTest {
  if (baseline.length !== candidate.length || baseline[0]?.length !== candidate[0]?.length)
    throw new StatisticsError('a test of quantiles requires the same cases and repeats in both arms');
  const [before, after] = [pooled(baseline), pooled(candidate)];
  return (shift, side) => {
    const common = quantileOfBoth(before, after, shift, probability);
    const rows = baseline.map((row, repeat) =>
      row.map((answer, at) => isUpTo(candidate[repeat]?.[at], common) - isUpTo(answer + shift, common)),
    );
    return tailOf(rows, side, clusters ?? null);
  };
}

function tailOf(rows: Rows, side: 1 | -1, clusters: Clusters | null): number {
  const { difference, standardError, degreesOfFreedom } = estimateOf(rows, clusters);
  if (side * difference <= 0) return 1;
  const ofT = standardError === 0 ? 0 : studentTCdf((-side * difference) / standardError, degreesOfFreedom);
  const [row] = rows;
  if (rows.length > 1 || clusters !== null || row === undefined) return ofT;
  const count = (sign: number) => row.reduce((sum, one) => sum + (one === sign ? 1 : 0), 0);
  return Math.max(ofT, mcNemar(count(-side), count(side)).midP / 2);
}

/** Mean of all answers' shares, with its standard error. */
export function estimateOf(rows: Rows, clusters: Clusters | null): CrossedEstimate {
  const table =
    clusters === null
      ? new CrossedTable(rows[0]?.length ?? 0)
      : new CrossedTable(clusters.count, { effectiveExamples: clusters.effective });
  for (const row of rows) table.add(clusters === null ? row : sumByCluster(row, clusters));
  return crossedEstimate(table.layout());
}

export function isUpTo(answer: number | undefined, bound: number): number {
  return answer !== undefined && answer <= bound ? 1 : 0;
}

/** All answers, rising. */
export function pooled(rows: Rows): Float64Array {
  const all = new Float64Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all.sort();
}

/** The least value that `probability` of both arms does not exceed, the baseline moved by `shift`. */
function quantileOfBoth(
  before: Float64Array,
  after: Float64Array,
  shift: number,
  probability: number,
): number {
  const needed = Math.ceil(probability * (before.length + after.length) - 1e-9);
  const upTo = (value: number, moved: number) => countUpTo(before, value - moved) + countUpTo(after, value);
  const first = (values: Float64Array, moved: number) => {
    let [low, high] = [0, values.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (upTo((values[middle] as number) + moved, shift) >= needed) high = middle;
      else low = middle + 1;
    }
    return low < values.length ? (values[low] as number) + moved : Number.POSITIVE_INFINITY;
  };
  return Math.min(first(before, shift), first(after, 0));
}
