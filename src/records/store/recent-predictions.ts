/** Caches recently saved predictions, because a look needs them soon. */
import type { PredictionTable, SplitPredictions } from '../readers/predictions/prediction-table.ts';
import { type RunRecord, SPLITS, type Split } from '../record.ts';
import { byName, numbersOf } from './prediction-lines.ts';

export type KeptSplits = ReadonlyMap<Split, SplitPredictions>;

export interface RecentPredictions {
  add(record: Pick<RunRecord, 'predictions'>, table: PredictionTable): void;
  /** @returns null for predictions that must be read */
  find(record: Pick<RunRecord, 'predictions'>): KeptSplits | null;
}

/** Limit in numbers of eight bytes; the oldest predictions are dropped first. */
const MAX_NUMBERS = 4 * 2 ** 20;

export function rememberPredictions(maxNumbers = MAX_NUMBERS): RecentPredictions {
  const known = new Map<string, { readonly splits: KeptSplits; readonly numbers: number }>();
  let total = 0;
  const forget = (key: string) => {
    total -= known.get(key)?.numbers ?? 0;
    known.delete(key);
  };
  return {
    add({ predictions }, table) {
      const splits = asKept(table);
      if (predictions === null || splits === null) return;
      forget(predictions.sha256);
      const numbers = [...splits.values()].reduce((sum, split) => sum + numbersIn(split), 0);
      known.set(predictions.sha256, { splits, numbers });
      total += numbers;
      for (const oldest of known.keys()) {
        if (total <= maxNumbers) break;
        forget(oldest);
      }
    },
    find: ({ predictions }) => known.get(predictions?.sha256 ?? '')?.splits ?? null,
  };
}

/** Memory in numbers of eight bytes. */
function numbersIn(split: SplitPredictions): number {
  const { ids, clusters, shown, probabilities, features, scores, slices } = split;
  const columns = 2 + (probabilities?.width ?? 0) + features.size + scores.size;
  const positions = [...slices.values()].reduce((sum, { length }) => sum + length, 0);
  return ids.length * columns + positions + textsIn(ids) + textsIn(clusters ?? []) + textsIn(shown ?? []);
}

/** A text takes 24 bytes plus one or, beyond Latin-1, two per character. */
function textsIn(texts: ReadonlyArray<string | null>): number {
  let numbers = 3 * texts.length;
  for (const text of texts) numbers += (text?.length ?? 0) / 4;
  return numbers;
}

/** @returns what `readPredictions` would return; null if it would refuse */
export function asKept({ splits }: PredictionTable): KeptSplits | null {
  const kept = new Map<Split, SplitPredictions>();
  for (const split of SPLITS) {
    const columns = splits.get(split);
    if (columns === undefined) continue;
    const predictions = columns.scores.size === 0 ? columns.predictions : firstScores(columns);
    if (predictions === null) return null;
    kept.set(split, {
      ...columns,
      predictions: withoutSign(predictions),
      features: inOrderOfRows(columns.features, columns.ids.length),
      scores: inOrderOfRows(columns.scores, columns.ids.length),
      slices: new Map(
        [...columns.slices].sort(([a, [first = 0]], [b, [other = 0]]) => first - other || (a < b ? -1 : 1)),
      ),
    });
  }
  return kept;
}

/** The first score represents the answer. */
function firstScores({ scores, ids }: SplitPredictions): Float64Array | null {
  const named = byName(scores);
  const firsts = ids.map((_, index) => Object.values(numbersOf(named, index) ?? {})[0]);
  return firsts.every((score) => score !== undefined) ? Float64Array.from(firsts) : null;
}

/** Columns in the order in which the lines name them. */
function inOrderOfRows(columns: ReadonlyMap<string, Float64Array>, count: number): Map<string, Float64Array> {
  const named = byName(columns);
  const ordered = new Map<string, Float64Array>();
  for (let index = 0; ordered.size < named.length && index < count; index += 1)
    for (const name of Object.keys(numbersOf(named, index) ?? {}))
      if (!ordered.has(name)) ordered.set(name, withoutSign(columns.get(name) as Float64Array));
  return ordered;
}

/** JSON writes -0 as 0. */
function withoutSign(values: Float64Array): Float64Array {
  return values.some((value) => Object.is(value, -0)) ? values.map((value) => value + 0) : values;
}
