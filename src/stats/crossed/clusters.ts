/**
 * Examples that belong together (answers to one question, images of one patient, sentences of one document) as one unit.
 *
 * When: examples of a cluster are alike, so they are not as many independent pieces of evidence as they seem. The clusters are
 * what a new test set would draw anew, and their totals what is independent.
 *
 * The metric stays that over all examples. In a row with mean d, cluster c of the C gets d + C/m × Σ (contribution − d) over its
 * examples: numbers whose mean is d again, and whose spread is that of the linearised ratio of totals to sizes.
 *
 * Clusters of unequal size: a large one pulls d towards itself, so its deviation is taken times √((1 − 1/C) / (1 − its share of the
 * examples)), and the numbers are centred on d again. And few large ones decide the spread: they count as m² / Σ size² clusters of
 * equal size, one less of them being the degrees of freedom. Without the two, clusters of unequal size raise too many false alarms; with
 * them bench/crossed/clusters.ts measures the level.
 *
 * Source: K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986); R. M. Bell and D. F. McCaffrey, Survey Methodology 28 (2002), for the
 * correction; L. Kish, Survey Sampling (1965), for the effective number.
 */
import { StatisticsError } from '../error.ts';
import { ExactSums, exactSum } from '../numerics/exact-sum.ts';

export interface Clusters {
  readonly count: number;
  /** How many clusters of equal size they are worth. */
  readonly effective: number;
  /** The cluster of each example, from 0 to count − 1. */
  readonly ofExample: Int32Array;
  /** What the deviation of each cluster is multiplied by. */
  readonly scale: Float64Array;
}

/**
 * @param ids one an example; examples with the same belong together
 * @throws StatisticsError where all examples are one cluster: nothing can be said of another one then
 */
export function findClusters(ids: ArrayLike<string | number>): Clusters {
  const examples = ids.length;
  const numbers = new Map<string | number, number>();
  const ofExample = new Int32Array(examples);
  const sizes: number[] = [];
  for (let example = 0; example < examples; example++) {
    const id = ids[example] as string | number;
    const cluster = numbers.get(id) ?? numbers.size;
    numbers.set(id, cluster);
    ofExample[example] = cluster;
    sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  }
  const count = sizes.length;
  if (count < 2) {
    throw new StatisticsError(`clusters require at least two, but all ${examples} examples are in one`);
  }
  const squares = sizes.reduce((sum, size) => sum + size * size, 0);
  return {
    count,
    effective: examples ** 2 / squares,
    ofExample,
    scale: Float64Array.from(
      sizes,
      (size) => (count / examples) * Math.sqrt((1 - 1 / count) / (1 - size / examples)),
    ),
  };
}

/** One row of contributions as one number a cluster. Cost: two passes. */
export function sumByCluster(row: ArrayLike<number>, { count, ofExample, scale }: Clusters): Float64Array {
  const examples = ofExample.length;
  if (row.length !== examples) {
    throw new StatisticsError(
      `a row of ${row.length} contributions requires as many clusters, not ${examples}`,
    );
  }
  const mean = exactSum(row) / examples;
  const sums = new ExactSums(count);
  for (let example = 0; example < examples; example++) {
    sums.add(ofExample[example] as number, (row[example] as number) - mean);
  }
  const totals = Float64Array.from(scale, (factor, cluster) => factor * sums.at(cluster));
  const excess = exactSum(totals) / count;
  return totals.map((total) => mean + (total - excess));
}
