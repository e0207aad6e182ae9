import { createHash } from 'node:crypto';
import type { PredictionTable, SplitPredictions } from './readers/prediction-table.ts';

/**
 * SHA-256 (hex) of what a run was measured on: ids and labels of its test split, of the validation split where it has
 * none, in whatever order they came. Two runs with the same digest were measured on the same examples.
 *
 * A class counts by its rank among the labels that occur: names become numbers over labels and predictions together, and
 * a class that only one run predicts must not make the labels look different.
 */
export function examplesDigest({ splits, classes }: PredictionTable): string | null {
  const columns = splits.get('test') ?? splits.get('validation');
  if (columns === undefined) return null;
  const labelOf = classes === null ? String : rankLabels(columns);
  const examples = columns.ids.map((id, index) => `${id}\0${labelOf(columns.labels[index] as number)}\0`);
  const hash = createHash('sha256');
  for (const example of examples.sort()) hash.update(example);
  return hash.digest('hex');
}

function rankLabels({ labels }: SplitPredictions): (label: number) => string {
  const ranks = new Map(
    [...new Set(labels)].sort((a, b) => a - b).map((label, rank) => [label, String(rank)]),
  );
  return (label) => ranks.get(label) ?? '';
}
