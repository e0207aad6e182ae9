/**
 * Examples that belong together (answers to one question, images of one patient, sentences of one document) as one unit.
 *
 * When: examples of a cluster are alike, so they are not as many independent pieces of evidence as they seem. The clusters are
 * what a new test set would draw anew, and their totals what is independent.
 *
 * The metric stays that over all examples. In a row with mean d, cluster c of the C gets d + C/m × Σ (contribution − d) over its
 * examples: numbers whose mean is d again, and whose spread is that of the linearised ratio of totals to sizes.
 *
 * Source: K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986); W. G. Cochran, Sampling Techniques (1977), ch. 9A, for clusters of
 * unequal size.
 */
import { StatisticsError } from '../error.ts';

export interface Clusters {
  readonly count: number;
  /** The cluster of each example, from 0 to count − 1. */
  readonly ofExample: Int32Array;
}

/** Numbers the clusters by their first example. @param ids one an example */
export function numberClusters(ids: ArrayLike<string | number>): Clusters {
  const numbers = new Map<string | number, number>();
  const ofExample = new Int32Array(ids.length);
  for (let example = 0; example < ids.length; example++) {
    const id = ids[example] as string | number;
    let cluster = numbers.get(id);
    if (cluster === undefined) {
      cluster = numbers.size;
      numbers.set(id, cluster);
    }
    ofExample[example] = cluster;
  }
  return { count: numbers.size, ofExample };
}

/** One row of contributions as one number a cluster; see the header. Cost: two passes. */
export function sumByCluster(row: ArrayLike<number>, { count, ofExample }: Clusters): Float64Array {
  const examples = ofExample.length;
  if (row.length !== examples) {
    throw new StatisticsError(
      `a row of ${row.length} contributions requires as many clusters, not ${examples}`,
    );
  }
  let mean = 0;
  for (let example = 0; example < examples; example++) mean += row[example] as number;
  mean /= examples;
  const totals = new Float64Array(count);
  for (let example = 0; example < examples; example++) {
    const cluster = ofExample[example] as number;
    totals[cluster] = (totals[cluster] as number) + ((row[example] as number) - mean);
  }
  const scale = count / examples;
  for (let cluster = 0; cluster < count; cluster++)
    totals[cluster] = mean + scale * (totals[cluster] as number);
  return totals;
}
