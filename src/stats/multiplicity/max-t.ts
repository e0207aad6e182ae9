/**
 * Step-down maxT over sign flips (Westfall and Young): several paired comparisons at once.
 *
 * Like Holm it keeps the chance of any false alarm at alpha, but flips a *seed* in all comparisons together, so it gains from
 * their correlation. A seed's vector of differences must be symmetric around zero under the null hypothesis. An adjusted p is
 * the share of sign patterns in which the largest |t| among its comparison and weaker ones reaches its own. Flips keep Σd²,
 * so |t| rises with |Σd| / √Σd², which a Gray code updates in one addition. Exact up to 20 pairs; beyond, sampled, with the
 * observed pattern counted.
 *
 * Source: P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing (1993), algorithm 4.1.
 */
import { requireFinite, StatisticsError } from '../error.ts';
import type { Random } from '../random.ts';

const MAX_EXACT_PAIRS = 20;
const TIE_TOLERANCE = 1e-10;

/**
 * @param comparisons one row each, with one difference per seed, the same seeds in every row
 * @returns adjusted p-values in the order of the input
 */
export function stepDownMaxT(
  comparisons: ReadonlyArray<readonly number[]>,
  { random, samples = 99_999 }: { random?: Random; samples?: number } = {},
): number[] {
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
  // Unit-length rows are ordered by Σd alone, within and across comparisons.
  const rows = comparisons.map(toUnitLength);
  const observed = rows.map(sumOf);
  const order = observed
    .map((_, index) => index)
    .sort((a, b) => (observed[b] as number) - (observed[a] as number))
    .reverse();
  const inOrder = order.map((index) => rows[index] as number[]);
  const hits = new Float64Array(rows.length);
  const thresholds = Float64Array.from(order, (index) => (observed[index] as number) - TIE_TOLERANCE);
  const count = (sums: Float64Array, added: Float64Array) => addAndCount(sums, added, thresholds, hits);
  const patterns =
    pairs <= MAX_EXACT_PAIRS ? visitAll(inOrder, count) : visitSome(inOrder, count, random, samples);
  let floor = 0;
  const adjusted = new Array<number>(rows.length);
  for (let position = order.length - 1; position >= 0; position--) {
    floor = Math.max(floor, (hits[position] as number) / patterns);
    adjusted[order[position] as number] = floor;
  }
  return adjusted;
}

/** The hot loop. */
function addAndCount(
  sums: Float64Array,
  added: Float64Array,
  thresholds: Float64Array,
  hits: Float64Array,
): void {
  let largest = -Infinity;
  for (let position = 0; position < sums.length; position++) {
    const sum = (sums[position] as number) + (added[position] as number);
    sums[position] = sum;
    if (sum > largest) largest = sum;
    if (largest >= (thresholds[position] as number)) hits[position] = (hits[position] as number) + 1;
  }
}

function toUnitLength(row: readonly number[]): number[] {
  const length = Math.hypot(...row);
  return length === 0 ? row.map(() => 0) : row.map((value) => value / length);
}

function sumOf(row: readonly number[]): number {
  return row.reduce((sum, value) => sum + value, 0);
}

type Count = (sums: Float64Array, added: Float64Array) => void;

function visitAll(rows: readonly number[][], count: Count): number {
  const sums = Float64Array.from(rows, sumOf);
  const changes = columnsOf(rows, [2, -2]);
  const isNegative = new Uint8Array(changes.length);
  const patterns = 2 ** changes.length;
  count(sums, new Float64Array(rows.length));
  for (let step = 1; step < patterns; step++) {
    // A Gray code changes the lowest bit set in the counter.
    const pair = 31 - Math.clz32(step & -step);
    isNegative[pair] = 1 - (isNegative[pair] as number);
    count(sums, changes[pair]?.[isNegative[pair] as number] as Float64Array);
  }
  return patterns;
}

function visitSome(
  rows: readonly number[][],
  count: Count,
  random: Random | undefined,
  samples: number,
): number {
  if (random === undefined) {
    throw new StatisticsError(`stepDownMaxT requires a random generator above ${MAX_EXACT_PAIRS} pairs`);
  }
  const nothing = new Float64Array(rows.length);
  const columns = columnsOf(rows, [1, -1]);
  count(Float64Array.from(rows, sumOf), nothing);
  const sums = new Float64Array(rows.length);
  for (let sample = 0; sample < samples; sample++) {
    sums.fill(0);
    for (const [positive, negative] of columns) add(sums, random() < 0.5 ? negative : positive);
    count(sums, nothing);
  }
  return samples + 1;
}

type Column = readonly [positive: Float64Array, negative: Float64Array];

function columnsOf(rows: readonly number[][], factors: readonly [number, number]): Column[] {
  const pairs = rows[0]?.length ?? 0;
  const column = (pair: number, factor: number) =>
    Float64Array.from(rows, (row) => factor * (row[pair] as number));
  return Array.from({ length: pairs }, (_, pair) => [column(pair, factors[0]), column(pair, factors[1])]);
}

function add(sums: Float64Array, added: Float64Array): void {
  for (let position = 0; position < sums.length; position++)
    sums[position] = (sums[position] as number) + (added[position] as number);
}
