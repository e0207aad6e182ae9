/**
 * Step-down maxT over sign flips (Westfall and Young): several paired comparisons at once.
 *
 * When: kindred metrics, or variants that share a baseline, are tested on the same seeds. Like Holm it keeps the chance of any
 * false alarm at alpha, but it flips the signs of a *seed* in all comparisons together, so it sees how they move together, and
 * asks for less when they do.
 *
 * Assumption: the vectors of differences of a seed are symmetric around zero under the null hypothesis.
 *
 * Comparisons are ordered by |t|. The adjusted p of each is the share of sign patterns in which the largest |t| among it and
 * the weaker ones reaches its own. Flipping leaves Σd² alone, so |t| rises with |Σd| / √Σd², which a Gray code updates in one
 * addition a comparison. Exact up to 20 pairs, 2^19 patterns; beyond, sampled, with the observed pattern counted. One-sided
 * (`greater`: only positive means count) the statistic is t itself, and patterns are twice as many.
 *
 * Source: P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing (1993), algorithm 4.1.
 */
import { requireFinite, StatisticsError } from '../error.ts';
import type { Alternative } from '../interval.ts';
import type { Random } from '../random.ts';

const MAX_EXACT_PAIRS = 20;
const TIE_TOLERANCE = 1e-10;

export interface MaxT {
  /** Of each comparison by itself. */
  readonly pValue: number;
  readonly adjusted: number;
}

/**
 * @param comparisons one row a comparison, one difference a seed, the same seeds in every row
 * @returns in the order of the input
 */
export function stepDownMaxT(
  comparisons: ReadonlyArray<readonly number[]>,
  {
    random,
    samples = 99_999,
    alternative = 'two-sided',
  }: { random?: Random; samples?: number; alternative?: Exclude<Alternative, 'less'> } = {},
): MaxT[] {
  const size = alternative === 'two-sided' ? Math.abs : (sum: number) => sum;
  const pairs = comparisons[0]?.length ?? 0;
  if (pairs < 2) throw new StatisticsError('stepDownMaxT requires at least two pairs');
  comparisons.forEach((row, index) => {
    requireFinite('stepDownMaxT', row);
    if (row.length !== pairs) {
      throw new StatisticsError(
        `stepDownMaxT requires the same seeds in every comparison: the first has ${pairs}, number ${index + 1} has ${row.length}`,
      );
    }
  });
  // Rows scaled to length one: Σd alone orders them, within a comparison and across.
  const rows = comparisons.map(toUnitLength);
  const observed = rows.map((row) => size(row.reduce((sum, value) => sum + value, 0)));
  const order = observed
    .map((_, index) => index)
    .sort((a, b) => (observed[b] as number) - (observed[a] as number));
  const single = new Float64Array(rows.length);
  const joint = new Float64Array(rows.length);
  const count = (sums: Float64Array): void => {
    let largest = -Infinity;
    // From the weakest comparison up: the largest statistic among it and all that are weaker.
    for (let position = order.length - 1; position >= 0; position--) {
      const index = order[position] as number;
      const sum = size(sums[index] as number);
      const threshold = (observed[index] as number) - TIE_TOLERANCE;
      largest = Math.max(largest, sum);
      if (sum >= threshold) single[index] = (single[index] as number) + 1;
      if (largest >= threshold) joint[index] = (joint[index] as number) + 1;
    }
  };
  const patterns =
    pairs <= MAX_EXACT_PAIRS
      ? visitAll(rows, pairs, alternative === 'two-sided' ? pairs - 1 : pairs, count)
      : visitSome(rows, pairs, count, random, samples);
  let floor = 0;
  const adjusted = new Float64Array(rows.length);
  for (const index of order) {
    floor = Math.max(floor, (joint[index] as number) / patterns);
    adjusted[index] = floor;
  }
  return rows.map((_, index) => ({
    pValue: (single[index] as number) / patterns,
    adjusted: adjusted[index] as number,
  }));
}

function toUnitLength(row: readonly number[]): number[] {
  const length = Math.hypot(...row);
  return length === 0 ? row.map(() => 0) : row.map((value) => value / length);
}

/** All patterns of the first `flipped` signs. The sign of the whole is left out where |Σd| counts, which does not see it. */
function visitAll(
  rows: readonly number[][],
  pairs: number,
  flipped: number,
  count: (sums: Float64Array) => void,
): number {
  const sums = Float64Array.from(rows, (row) => row.reduce((sum, value) => sum + value, 0));
  const signs = new Int8Array(pairs).fill(1);
  const patterns = 2 ** flipped;
  count(sums);
  for (let step = 1; step < patterns; step++) {
    // In a Gray code the bit that changes is the lowest one set in the counter.
    const pair = 31 - Math.clz32(step & -step);
    signs[pair] = -(signs[pair] as number);
    const change = 2 * (signs[pair] as number);
    rows.forEach((row, index) => {
      sums[index] = (sums[index] as number) + change * (row[pair] as number);
    });
    count(sums);
  }
  return patterns;
}

function visitSome(
  rows: readonly number[][],
  pairs: number,
  count: (sums: Float64Array) => void,
  random: Random | undefined,
  samples: number,
): number {
  if (random === undefined) {
    throw new StatisticsError(`stepDownMaxT requires a random generator above ${MAX_EXACT_PAIRS} pairs`);
  }
  const sums = Float64Array.from(rows, (row) => row.reduce((sum, value) => sum + value, 0));
  count(sums);
  for (let sample = 0; sample < samples; sample++) {
    sums.fill(0);
    for (let pair = 0; pair < pairs; pair++) {
      const sign = random() < 0.5 ? -1 : 1;
      rows.forEach((row, index) => {
        sums[index] = (sums[index] as number) + sign * (row[pair] as number);
      });
    }
    count(sums);
  }
  return samples + 1;
}
