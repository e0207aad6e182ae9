/** Extends probit.ts: abilities of a cluster's examples share part of their variance. */
import { type Clusters, findClusters } from '../../../src/stats/crossed/clusters.ts';
import type { Draws } from '../draws.ts';
import { PAIRS } from './world.ts';

export interface ClusteredWorld {
  readonly name: string;
  readonly clusters: Clusters;
  draw(draws: Draws, shift: number): readonly Float64Array[];
}

const [MEAN, SEED_DEVIATION, NOISE] = [1, 0.15, 0.6];

/** @param shared the cluster's share of the variance of ability */
function clustered(name: string, sizes: readonly number[], shared: number): ClusteredWorld {
  const clusters = findClusters(sizes.flatMap((size, cluster) => Array<number>(size).fill(cluster)));
  const { ofExample, count } = clusters;
  const examples = ofExample.length;
  const rows = Array.from({ length: PAIRS }, () => new Float64Array(examples));
  const [baseline, candidate] = [new Float64Array(examples), new Float64Array(examples)];
  const [ofCluster, own] = [Math.sqrt(shared), Math.sqrt(1 - shared)];
  return {
    name,
    clusters,
    draw: (draws, shift) => {
      const draw = (length: number) => Float64Array.from({ length }, () => draws.normal());
      const [common, before, after] = [draw(count), draw(count), draw(count)];
      const ability = (all: Float64Array, cluster: number) =>
        ofCluster * (all[cluster] as number) + own * draws.normal();
      for (let example = 0; example < examples; example++) {
        const cluster = ofExample[example] as number;
        const both = MEAN + Math.SQRT1_2 * ability(common, cluster);
        baseline[example] = (both + Math.SQRT1_2 * ability(before, cluster)) / NOISE;
        candidate[example] = (both + shift + Math.SQRT1_2 * ability(after, cluster)) / NOISE;
      }
      for (const row of rows) {
        const ofBaseline = (SEED_DEVIATION / NOISE) * draws.normal();
        const ofCandidate = (SEED_DEVIATION / NOISE) * draws.normal();
        for (let example = 0; example < examples; example++) {
          const isRight = (candidate[example] as number) + ofCandidate + draws.normal() > 0;
          const wasRight = (baseline[example] as number) + ofBaseline + draws.normal() > 0;
          row[example] = Number(isRight) - Number(wasRight);
        }
      }
      return rows;
    },
  };
}

const repeat = (count: number, size: number) => Array<number>(count).fill(size);

export const CLUSTERED_WORLDS: readonly ClusteredWorld[] = [
  clustered('20 clusters of 10', repeat(20, 10), 0.5),
  clustered('50 clusters of 4', repeat(50, 4), 0.5),
  clustered('100 clusters of 5', repeat(100, 5), 0.5),
  clustered('100 clusters of 5, alike', repeat(100, 5), 0.95),
  clustered(
    '20 clusters, 1 to 39',
    [...Array(20).keys()].map((index) => 2 * index + 1),
    0.5,
  ),
  clustered('100 clusters, 1 to 50', [...repeat(60, 1), ...repeat(30, 5), ...repeat(10, 50)], 0.5),
  clustered('10 clusters of 20', repeat(10, 20), 0.5),
];
