/**
 * Treats examples that belong together (answers to one question, images of one patient) as one unit.
 *
 * The metric stays the mean d over all examples. Cluster c of C gets d + C/m × Σ (contribution − d) over its examples, so
 * that a crossed test of clusters has the spread of the ratio of totals to sizes. A large cluster pulls d towards itself: its
 * deviation is multiplied by √((1 − 1/C) / (1 − its share of the examples)), and degrees of freedom are those of m² / Σ size²
 * clusters.
 *
 * Source: K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986); R. M. Bell and D. F. McCaffrey, Survey Methodology 28 (2002); L.
 * Kish, Survey Sampling (1965).
 */
import { StatisticsError } from '../error.ts';
import { ExactSums, exactSum } from '../numerics/exact-sum.ts';

export interface Clusters {
  readonly count: number;
  readonly effective: number;
  /** Cluster of each example, from 0 to count − 1. */
  readonly ofExample: Int32Array;
  /** Factor for the deviation of each cluster. */
  readonly scale: Float64Array;
}

/**
 * @param ids one per example; examples with the same id belong together
 * @throws StatisticsError if all examples are one cluster, which says nothing about another one
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
