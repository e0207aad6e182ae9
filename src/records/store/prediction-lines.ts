import type { PredictionTable } from '../readers/predictions/prediction-table.ts';
import { SPLITS } from '../record.ts';

/**
 * The store's form of predictions: class indices, fixed orders of splits and keys. Equal predictions give equal bytes,
 * whatever their format was.
 */
export function* canonicalPredictions(table: PredictionTable): Generator<string> {
  for (const split of SPLITS) {
    const columns = table.splits.get(split);
    if (columns === undefined) continue;
    const slicesOf = invert(columns.slices);
    const scores = byName(columns.scores);
    const features = byName(columns.features);
    for (const [index, id] of columns.ids.entries()) {
      const probabilities = columns.probabilities?.at(index);
      const slices = slicesOf.get(index);
      const row = {
        split,
        id,
        cluster: columns.clusters?.[index] ?? undefined,
        ...(scores.length > 0
          ? { scores: numbersOf(scores, index) }
          : { label: columns.labels[index], prediction: columns.predictions[index] }),
        probabilities,
        slices,
        features: numbersOf(features, index),
        show: columns.shown?.[index] ?? undefined,
      };
      yield `${JSON.stringify(row)}\n`;
    }
  }
}

export type Named = ReadonlyArray<readonly [name: string, values: Float64Array]>;

export function byName(columns: ReadonlyMap<string, Float64Array>): Named {
  return [...columns].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function numbersOf(named: Named, index: number): Readonly<Record<string, number>> | undefined {
  let known: Record<string, number> | undefined;
  for (const [name, values] of named) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    known ??= {};
    known[name] = value;
  }
  return known;
}

/** Turns positions by slice into sorted slices by position. */
function invert(slices: ReadonlyMap<string, readonly number[]>): Map<number, string[]> {
  const names = new Map<number, string[]>();
  for (const name of [...slices.keys()].sort()) {
    for (const position of slices.get(name) ?? []) {
      const known = names.get(position);
      if (known === undefined) names.set(position, [name]);
      else known.push(name);
    }
  }
  return names;
}
