/**
 * Can a linear classifier, trained on half of the examples, tell two sets apart on the other half?
 *
 * An area under the ROC curve of 0.5 means that a linear rule on these features cannot, 1 that it always can. Fisher's
 * discriminant with a ridge sees differences in means; add squares for differences in spread. The standard error is that of
 * Hanley and McNeil, Radiology 143 (1982).
 */
import { type Random, shuffle } from '../random.ts';
import { midranks } from '../ranks.ts';

const RIDGE = 0.01;

export interface DomainSeparation {
  readonly auc: number;
  readonly standardError: number;
}

type Row = ArrayLike<number>;

/** @param first,second rows of features of one length; at least four each */
export function separateDomains(
  first: readonly Row[],
  second: readonly Row[],
  random: Random,
): DomainSeparation {
  const a = [...first];
  const b = [...second];
  shuffle(a, random);
  shuffle(b, random);
  const halfA = a.length >> 1;
  const halfB = b.length >> 1;
  const weights = discriminant(a.slice(0, halfA), b.slice(0, halfB));
  const score = (row: Row) =>
    weights.reduce((sum, weight, place) => sum + weight * (row[place] as number), 0);
  const scores = [a.slice(halfA).map(score), b.slice(halfB).map(score)] as const;
  const auc = areaUnderCurve(...scores);
  return { auc, standardError: hanleyMcNeil(auc, scores[0].length, scores[1].length) };
}

/** (pooled covariance + ridge)⁻¹ (mean of the second − mean of the first). */
function discriminant(first: readonly Row[], second: readonly Row[]): Float64Array {
  const width = first[0]?.length ?? 0;
  const means = [meanOf(first, width), meanOf(second, width)] as const;
  const covariance = new Float64Array(width * width);
  for (const row of first) addProducts(covariance, row, means[0]);
  for (const row of second) addProducts(covariance, row, means[1]);
  const divisor = first.length + second.length;
  let trace = 0;
  for (let i = 0; i < width; i++) trace += (covariance[i * width + i] as number) / divisor;
  const ridge = (RIDGE * trace) / width || 1;
  const difference = means[1].map((value, place) => value - (means[0][place] as number));
  return solve(
    covariance.map((value, at) => value / divisor + (at % (width + 1) === 0 ? ridge : 0)),
    difference,
  );
}

function meanOf(rows: readonly Row[], width: number): Float64Array {
  const mean = new Float64Array(width);
  for (const row of rows)
    for (let place = 0; place < width; place++)
      mean[place] = (mean[place] as number) + (row[place] as number) / rows.length;
  return mean;
}

/** Adds to the lower half of the matrix. */
function addProducts(matrix: Float64Array, row: Row, mean: Float64Array): void {
  const width = mean.length;
  const centred = new Float64Array(width);
  for (let i = 0; i < width; i++) {
    const value = (row[i] as number) - (mean[i] as number);
    centred[i] = value;
    if (value === 0) continue;
    for (let j = 0, at = i * width; j <= i; j++, at++)
      matrix[at] = (matrix[at] as number) + value * (centred[j] as number);
  }
}

/** Cholesky's decomposition; only the lower half is given. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const width = right.length;
  const lower = matrix.slice();
  const at = (i: number, j: number) => lower[i * width + j] as number;
  for (let j = 0; j < width; j++) {
    for (let i = j; i < width; i++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      lower[i * width + j] = i === j ? Math.sqrt(sum) : sum / at(j, j);
    }
  }
  const solution = right.slice();
  for (let i = 0; i < width; i++) {
    for (let k = 0; k < i; k++) solution[i] = (solution[i] as number) - at(i, k) * (solution[k] as number);
    solution[i] = (solution[i] as number) / at(i, i);
  }
  for (let i = width - 1; i >= 0; i--) {
    for (let k = i + 1; k < width; k++)
      solution[i] = (solution[i] as number) - at(k, i) * (solution[k] as number);
    solution[i] = (solution[i] as number) / at(i, i);
  }
  return solution;
}

/** P(a score of the second set is higher) + half of P(they are equal). */
function areaUnderCurve(first: readonly number[], second: readonly number[]): number {
  const ranks = midranks([...first, ...second]).slice(first.length);
  const sum = ranks.reduce((total, rank) => total + rank, 0);
  return (sum - (second.length * (second.length + 1)) / 2) / (first.length * second.length);
}

/** Adds a continuity of half an example, since the formula gives 0 for areas of 0 and 1. */
function hanleyMcNeil(area: number, first: number, second: number): number {
  const pairs = first * second;
  const a = Math.min(1 - 0.5 / pairs, Math.max(0.5 / pairs, area));
  const q1 = a / (2 - a);
  const q2 = (2 * a * a) / (1 + a);
  return Math.sqrt((a * (1 - a) + (first - 1) * (q2 - a * a) + (second - 1) * (q1 - a * a)) / pairs);
}
