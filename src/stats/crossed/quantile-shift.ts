/**
 * Difference of a quantile between two arms, over all their answers, for new cases and new repeats.
 *
 * If the candidate's quantile is δ above the baseline's, then the same share of both arms lies at or below their common
 * quantile once the baseline is moved by δ. So D[r, e] = [candidate ≤ c] − [baseline + δ ≤ c] has mean 0, where c is the
 * quantile of both together, and the crossed test tests it: no density is estimated and nothing is drawn. The interval holds
 * all δ that the test does not reject. For one repeat, McNemar's mid-p may object, since t is too small for few discordant
 * cases.
 *
 * The arms' densities at the quantile should be alike: one twice the other's adds 5 % to the standard error. Simulated levels,
 * beside the paired bootstrap: docs/contributing/calibration.md.
 *
 * Source: A. M. Mood, Introduction to the Theory of Statistics (1950), ch. 16; inverted as in J. L. Hodges and E. L. Lehmann,
 * Annals of Mathematical Statistics 34 (1963). For one arm: R. S. Woodruff, J. American Statistical Association 47 (1952).
 */
import { studentTCdf, studentTQuantile } from '../distributions/student-t.ts';
import { StatisticsError } from '../error.ts';
import { countUpTo } from '../numerics/sorted.ts';
import { mcNemar } from '../tests/mcnemar.ts';
import { type Clusters, sumByCluster } from './clusters.ts';
import { type CrossedEstimate, crossedEstimate } from './crossed-test.ts';
import { CrossedTable } from './layout.ts';

/** Repeats × cases, in the unit of the values. */
export type Rows = ReadonlyArray<Float64Array>;

export interface QuantileOptions {
  readonly probability: number;
  readonly level: number;
  /** Cases that are not independent. */
  readonly clusters?: Clusters | null;
}

export interface QuantileEstimate {
  readonly value: number;
  /** −Infinity or Infinity where so few cases bound nothing. */
  readonly low: number;
  readonly high: number;
}

/** Of the width of an interval's side. */
const PRECISION = 1e-4;
const MAX_STEPS = 60;

/** Independent cases, or groups of them, of which three are expected beyond the quantile. */
export function casesForQuantile(probability: number): number {
  return Math.ceil(3 / (1 - Math.max(probability, 1 - probability)) - 1e-9);
}

/**
 * @param baseline as many repeats of as many cases as the candidate
 * @example quantileShift([base], [head], { probability: 0.95, level: 0.95 }) // value: quantile of head − quantile of base
 */
export function quantileShift(baseline: Rows, candidate: Rows, options: QuantileOptions): QuantileEstimate {
  if (baseline.length !== candidate.length || baseline[0]?.length !== candidate[0]?.length)
    throw new StatisticsError('quantileShift requires the same cases and repeats in both arms');
  const { probability, level } = options;
  const [before, after] = [sorted(baseline), sorted(candidate)];
  const tail = (1 - level) / 2;
  const value = quantileOf(after, probability) - quantileOf(before, probability);
  /** One-sided p-value of a difference of `shift`, against a smaller one for side 1, a larger one for side −1. */
  const pValue = (shift: number, side: 1 | -1): number => {
    const common = quantileOfBoth(before, after, shift, probability);
    const rows = baseline.map((row, repeat) =>
      row.map((answer, at) => isUpTo(candidate[repeat]?.[at], common) - isUpTo(answer + shift, common)),
    );
    return tailOf(rows, side, options.clusters ?? null);
  };
  const whole =
    Math.abs((after.at(-1) ?? 0) - (before[0] ?? 0)) + Math.abs((before.at(-1) ?? 0) - (after[0] ?? 0));
  const bound = (side: 1 | -1): number => {
    const isRejected = (distance: number) => pValue(value + side * distance, side) <= tail;
    // Beyond this distance no answer of one arm meets the other's.
    if (!(whole > 0)) return value;
    if (!isRejected(2 * whole)) return side * Number.POSITIVE_INFINITY;
    let [inside, outside] = [0, whole / 1024];
    while (!isRejected(outside)) [inside, outside] = [outside, 2 * outside];
    for (let step = 0; step < MAX_STEPS && outside - inside > PRECISION * outside; step++) {
      const middle = (inside + outside) / 2;
      if (isRejected(middle)) outside = middle;
      else inside = middle;
    }
    return value + side * outside;
  };
  return { value, low: bound(-1), high: bound(1) };
}

/** The quantile of one arm. */
export function quantileEstimate(
  arm: Rows,
  { probability, level, clusters }: QuantileOptions,
): QuantileEstimate {
  const all = sorted(arm);
  const value = quantileOf(all, probability);
  const { standardError, degreesOfFreedom } = estimateOf(
    arm.map((row) => row.map((answer) => isUpTo(answer, value))),
    clusters ?? null,
  );
  const half = standardError === 0 ? 0 : -studentTQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
  return {
    value,
    low: quantileOf(all, Math.max(0, probability - half)),
    high: quantileOf(all, Math.min(1, probability + half)),
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

function estimateOf(rows: Rows, clusters: Clusters | null): CrossedEstimate {
  const table =
    clusters === null
      ? new CrossedTable(rows[0]?.length ?? 0)
      : new CrossedTable(clusters.count, { effectiveExamples: clusters.effective });
  for (const row of rows) table.add(clusters === null ? row : sumByCluster(row, clusters));
  return crossedEstimate(table.layout());
}

function isUpTo(answer: number | undefined, bound: number): number {
  return answer !== undefined && answer <= bound ? 1 : 0;
}

function sorted(rows: Rows): Float64Array {
  const all = new Float64Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all.sort();
}

/** Type 7. */
function quantileOf(rising: Float64Array, probability: number): number {
  const place = (rising.length - 1) * probability;
  const at = Math.floor(place);
  const low = rising[at] as number;
  return low + (place - at) * ((rising[at + 1] ?? low) - low);
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
