import { type Clusters, findClusters, sumByCluster } from '../../stats/crossed/clusters.ts';
import { type CrossedEstimate, crossedEstimate } from '../../stats/crossed/crossed-test.ts';
import { CrossedTable } from '../../stats/crossed/layout.ts';
import { mcNemarOfRow } from '../../stats/tests/mcnemar.ts';
import type { SplitReader } from './run-predictions.ts';

/** The rows of the seed pairs so far. */
export class PairTable {
  #table: CrossedTable | null = null;
  readonly #seeds: number[] = [];
  #firstRow: ArrayLike<number> = [];
  /** As a cache, or decoding without sampling, makes them: further rows say nothing new. */
  #areCopies = true;

  /** Discards rows unless they are the first of these pairs: a counted run may have failed meanwhile. */
  startFrom(seeds: readonly number[]): void {
    if (this.#seeds.every((seed, index) => seed === seeds[index])) return;
    this.#table = null;
    this.#seeds.length = 0;
  }

  get rows(): number {
    return this.#seeds.length;
  }

  add(seed: number, row: Float64Array, clusters: Clusters | null): void {
    this.#table ??= newTable(row.length, clusters);
    this.#table.add(clusters === null ? row : sumByCluster(row, clusters));
    if (this.#seeds.length === 0) [this.#firstRow, this.#areCopies] = [row, true];
    else this.#areCopies &&= row.every((value, example) => value === this.#firstRow[example]);
    this.#seeds.push(seed);
  }

  estimate(): CrossedEstimate {
    return crossedEstimate((this.#table as CrossedTable).layout());
  }

  /** Null unless all rows are one. */
  midPValue(): number | null {
    return this.#areCopies ? mcNemarOfRow(this.#firstRow) : null;
  }
}

export function newTable(examples: number, clusters: Clusters | null): CrossedTable {
  return clusters === null
    ? new CrossedTable(examples)
    : new CrossedTable(clusters.count, { effectiveExamples: clusters.effective });
}

const clustersKnown = new WeakMap<
  SplitReader,
  { readonly of: readonly string[]; readonly found: Clusters | null }
>();

/** null where each example is its own cluster. */
export function clustersOf(reader: SplitReader): Clusters | null {
  const of = reader.clusters();
  const earlier = clustersKnown.get(reader);
  if (earlier?.of === of) return earlier.found;
  const found = new Set(of).size === of.length ? null : findClusters(of);
  clustersKnown.set(reader, { of, found });
  return found;
}
