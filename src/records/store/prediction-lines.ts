import type { PredictionTable } from '../readers/predictions/prediction-table.ts';
import { SPLITS } from '../record.ts';

/**
 * The one form in which the store keeps predictions: class indices, splits in a fixed order, one key order. Equal
 * predictions are equal bytes, whichever format a program wrote.
 */
export function* canonicalPredictions(table: PredictionTable): Generator<string> {
  for (const split of SPLITS) {
    const columns = table.splits.get(split);
    if (columns === undefined) continue;
    const slicesOf = invert(columns.slices);
    for (const [index, id] of columns.ids.entries()) {
      const probabilities = columns.probabilities?.at(index);
      const slices = slicesOf.get(index);
      const row = {
        split,
        id,
        cluster: columns.clusters?.[index] ?? undefined,
        ...(columns.scores.size > 0
          ? { scores: numbersOf(columns.scores, index) }
          : { label: columns.labels[index], prediction: columns.predictions[index] }),
        probabilities,
        slices,
        features: numbersOf(columns.features, index),
        show: columns.shown?.[index] ?? undefined,
      };
      yield `${JSON.stringify(row)}\n`;
    }
  }
}

function numbersOf(
  named: ReadonlyMap<string, Float64Array>,
  index: number,
): Readonly<Record<string, number>> | undefined {
  const known = [...named.keys()].sort().flatMap((name) => {
    const value = named.get(name)?.[index] ?? Number.NaN;
    return Number.isNaN(value) ? [] : [[name, value] as const];
  });
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** Slice -> positions, turned into position -> names in sorted order. */
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
