import { normaliseSeeds } from '../../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../../src/config/schema/schema.ts';
import { planLooks } from '../../src/plan/runs/plan-looks.ts';
import { type Clusters, sumByCluster } from '../../src/stats/crossed/clusters.ts';
import {
  type CrossedEstimate,
  type CrossedTest,
  crossedEstimate,
  crossedTest,
} from '../../src/stats/crossed/crossed-test.ts';
import { type CrossedLayout, CrossedTable } from '../../src/stats/crossed/layout.ts';
import { studentTTwoSided } from '../../src/stats/distributions/student-t.ts';

export const LOOKS = planLooks(normaliseSeeds(DEFAULT_SEEDS));

export interface Seen {
  readonly layout: CrossedLayout;
  readonly estimate: CrossedEstimate;
  /** Null if nothing varies. */
  readonly test: CrossedTest | null;
}

/**
 * @param rows contributions, one row per seed pair
 * @param clusters of the examples; default: each is separate
 */
export function seeLooks(rows: readonly Float64Array[], clusters?: Clusters): Seen[] {
  const table =
    clusters === undefined
      ? new CrossedTable(rows[0]?.length ?? 0)
      : new CrossedTable(clusters.count, { effectiveExamples: clusters.effective });
  const seen: Seen[] = [];
  for (const [row, contributions] of rows.entries()) {
    table.add(clusters === undefined ? contributions : sumByCluster(contributions, clusters));
    if (row + 1 !== LOOKS[seen.length]) continue;
    const layout = table.layout();
    const estimate = crossedEstimate(layout);
    seen.push({ layout, estimate, test: estimate.standardError > 0 ? crossedTest(estimate) : null });
  }
  return seen;
}

export type PValue = (seen: Seen) => number;

export const crossed: PValue = ({ test }) => test?.pValue ?? 1;

export const seedsOnly: PValue = ({ layout: { difference, meanSquares, seeds, examples } }) =>
  twoSided(difference, (meanSquares.seeds ?? 0) / (seeds * examples), seeds - 1);

export const examplesOnly: PValue = ({ layout: { difference, meanSquares, seeds, examples } }) =>
  twoSided(difference, (meanSquares.examples ?? 0) / (seeds * examples), examples - 1);

function twoSided(difference: number, variance: number, degreesOfFreedom: number): number {
  return variance > 0 ? studentTTwoSided(difference / Math.sqrt(variance), degreesOfFreedom) : 1;
}
