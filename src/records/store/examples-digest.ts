import { createHash } from 'node:crypto';
import type { PredictionTable } from '../readers/predictions/prediction-table.ts';
import { inBatches } from './write-atomically.ts';

/**
 * SHA-256 (hex) of ids and labels of the test split, or else of the validation split, in any order. Runs with equal
 * digests were measured on the same examples. Labels count by class name, because numbers depend on the classes that a
 * run predicts.
 */
export function examplesDigest({ splits, classNames }: PredictionTable): string | null {
  const columns = splits.get('test') ?? splits.get('validation');
  if (columns === undefined) return null;
  const { ids, labels } = columns;
  const names = classNames ?? [];
  const digest = digestOfLast(ids, labels, names) ?? digestOf(ids, labels, names);
  last = { ids: new WeakRef(ids), labels: new WeakRef(labels), names, digest };
  return digest;
}

/**
 * Runs of an experiment mostly share their examples. Weak references, so that no million ids are kept for a digest.
 */
let last:
  | {
      readonly ids: WeakRef<readonly string[]>;
      readonly labels: WeakRef<Float64Array>;
      readonly names: readonly string[];
      readonly digest: string;
    }
  | undefined;

function digestOfLast(
  ids: readonly string[],
  labels: Float64Array,
  names: readonly string[],
): string | undefined {
  const lastIds = last?.ids.deref();
  const lastLabels = last?.labels.deref();
  if (last === undefined || lastIds === undefined || lastLabels === undefined) return undefined;
  const isSame = isAlike(lastIds, ids) && isAlike(lastLabels, labels) && isAlike(last.names, names);
  return isSame ? last.digest : undefined;
}

function digestOf(ids: readonly string[], labels: Float64Array, names: readonly string[]): string {
  const examples = Array.from(labels, (label, index) =>
    JSON.stringify([ids[index], names[label] ?? String(label)]),
  );
  const digest = createHash('sha256');
  // One string may exceed V8's limit.
  for (const batch of inBatches(examples.sort())) digest.update(batch);
  return digest.digest('hex');
}

function isAlike<Value>(some: ArrayLike<Value>, others: ArrayLike<Value>): boolean {
  if (some.length !== others.length) return false;
  for (let index = 0; index < some.length; index += 1) if (some[index] !== others[index]) return false;
  return true;
}
