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
  const examples = Array.from(labels, (label, index) =>
    JSON.stringify([ids[index], classNames?.[label] ?? String(label)]),
  );
  const hash = createHash('sha256');
  for (const example of examples.sort()) hash.update(example);
  return hash.digest('hex');
}
