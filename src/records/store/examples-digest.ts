import { createHash } from 'node:crypto';
import type { PredictionTable } from '../readers/predictions/prediction-table.ts';

/**
 * SHA-256 (hex) of what a run was measured on: ids and labels of its test split, of the validation split where it has
 * none, in whatever order they came. Two runs with the same digest were measured on the same examples.
 *
 * A label counts as the run wrote it, by its name where classes have names: their numbers depend on which classes the run
 * predicts.
 */
export function examplesDigest({ splits, classNames }: PredictionTable): string | null {
  const columns = splits.get('test') ?? splits.get('validation');
  if (columns === undefined) return null;
  const { ids, labels } = columns;
  if (
    last !== undefined &&
    isAlike(last.ids, ids) &&
    isAlike(last.labels, labels) &&
    isAlike(last.names, classNames ?? [])
  )
    return last.digest;
  const examples = Array.from(labels, (label, index) =>
    JSON.stringify([ids[index], classNames?.[label] ?? String(label)]),
  );
  const digest = createHash('sha256').update(examples.sort().join('')).digest('hex');
  last = { ids, labels, names: classNames ?? [], digest };
  return digest;
}

/** Mostly all runs of an experiment have the same examples. */
let last:
  | {
      readonly ids: readonly string[];
      readonly labels: Float64Array;
      readonly names: readonly string[];
      readonly digest: string;
    }
  | undefined;

function isAlike<Value>(some: ArrayLike<Value>, others: ArrayLike<Value>): boolean {
  if (some.length !== others.length) return false;
  for (let index = 0; index < some.length; index += 1) if (some[index] !== others[index]) return false;
  return true;
}
