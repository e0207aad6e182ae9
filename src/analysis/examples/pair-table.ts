import { type Clusters, findClusters, sumByCluster } from '../../stats/crossed/clusters.ts';
import { subtractRows } from '../../stats/crossed/contributions.ts';
import { type CrossedEstimate, crossedEstimate } from '../../stats/crossed/crossed-test.ts';
import { CrossedTable } from '../../stats/crossed/layout.ts';
import { repeatsEstimate } from '../../stats/crossed/unpaired.ts';
import { mcNemarOfRow } from '../../stats/tests/mcnemar.ts';
import type { SplitReader } from './run-predictions.ts';

/** The rows of the seed pairs so far. */
export class PairTable {
  readonly #areRepeats: boolean;
  #table: CrossedTable | null = null;
  /** The rows of both arms, if they are repeats of an evaluation. */
  #arms: readonly [CrossedTable, CrossedTable] | null = null;
  readonly #seeds: number[] = [];
  #firstRow: ArrayLike<number> = [];
  /** As a cache, or decoding without sampling, makes them: further rows say nothing new. */
  #areCopies = true;

  /** @param unit `repeat` for evaluations */
  constructor(unit?: 'repeat' | undefined) {
    this.#areRepeats = unit === 'repeat';
  }

  /** Discards rows unless they are the first of these pairs: a counted run may have failed meanwhile. */
  startFrom(seeds: readonly number[]): void {
    if (this.#seeds.every((seed, index) => seed === seeds[index])) return;
    this.#table = null;
    this.#arms = null;
    this.#seeds.length = 0;
  }

  get rows(): number {
    return this.#seeds.length;
  }

  add(seed: number, before: ArrayLike<number>, after: ArrayLike<number>, clusters: Clusters | null): void {
    const row = subtractRows(after, before);
    const units = (one: ArrayLike<number>) => (clusters === null ? one : sumByCluster(one, clusters));
    // A single case shows no spread between cases.
    if (this.#areRepeats && row.length > 1) {
      this.#arms ??= [newTable(row.length, clusters), newTable(row.length, clusters)];
      this.#arms[0].add(units(before));
      this.#arms[1].add(units(after));
    } else {
      this.#table ??= newTable(row.length, clusters);
      this.#table.add(units(row));
    }
    if (this.#seeds.length === 0) [this.#firstRow, this.#areCopies] = [row, true];
    else this.#areCopies &&= row.every((value, example) => value === this.#firstRow[example]);
    this.#seeds.push(seed);
  }

  estimate(): CrossedEstimate {
    if (this.#arms !== null) return repeatsEstimate(...this.#arms);
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
