/** Finds an example in which runs differ that should share their test examples. */
import { UnusableFileError } from '../../files/open-file.ts';
import type { PredictionTable } from '../../records/readers/predictions/prediction-table.ts';
import { readPredictions } from '../../records/readers/predictions/predictions.ts';
import { show, UnreadableRunError } from '../../records/readers/unreadable-run-error.ts';
import type { RunRecord } from '../../records/record.ts';

interface Different {
  readonly record: RunRecord;
  /** The baseline's run with the same seed, if there is one. */
  readonly reference: RunRecord;
}

export function differentRuns(records: readonly RunRecord[], baseline: string): readonly Different[] {
  const kept = records.filter((record) => record.status === 'ok' && exampleDigest(record) !== null);
  const references = kept.filter(({ model }) => model === baseline);
  const bySeed = new Map(references.map((record) => [record.seed, record]));
  return kept.flatMap((record) => {
    // Without a baseline run of this seed, any of its runs must do.
    const reference = bySeed.get(record.seed) ?? references[0];
    return reference === undefined || exampleDigest(record) === exampleDigest(reference)
      ? []
      : [{ record, reference }];
  });
}

/** Digest of the ids and labels of a run's test examples; null if it saved no predictions. */
export function exampleDigest({ predictions }: RunRecord): string | null {
  return predictions?.examples ?? null;
}

/**
 * Compares the first run with other examples than the baseline.
 *
 * @param predictionsOf path of a run's predictions
 * @returns null if no run differs, or if its files can't be compared
 */
export async function findDifferingExample(
  records: readonly RunRecord[],
  baseline: string,
  predictionsOf: (record: RunRecord) => Promise<string | null>,
): Promise<string | null> {
  const [different] = differentRuns(records, baseline);
  if (different === undefined) return null;
  const paths = [await predictionsOf(different.reference), await predictionsOf(different.record)] as const;
  if (paths[0] === null || paths[1] === null) return null;
  try {
    return differingExample(await readPredictions(paths[0]), await readPredictions(paths[1]));
  } catch (error) {
    if (error instanceof UnreadableRunError || error instanceof UnusableFileError) return null;
    throw error;
  }
}

/**
 * Finds the first example that only one of the runs has, or that has another label, in the split that
 * `records/store/examples-digest.ts` uses.
 *
 * @returns a clause about `own`; null if the examples are the same, or an id appears twice
 */
export function differingExample(reference: PredictionTable, own: PredictionTable): string | null {
  const before = labelsById(reference);
  const after = labelsById(own);
  if (before === null || after === null) return null;
  for (const [id, label] of before) {
    const other = after.get(id);
    if (other === undefined) return `it lacks the example ${show(id)}`;
    if (other !== label) return `its label of the example ${show(id)} is ${show(other)}, not ${show(label)}`;
  }
  for (const id of after.keys()) if (!before.has(id)) return `it has an additional example ${show(id)}`;
  return null;
}

function labelsById({ splits, classNames }: PredictionTable): ReadonlyMap<string, string> | null {
  const columns = splits.get('test') ?? splits.get('validation');
  if (columns === undefined) return null;
  const labels = new Map(
    columns.ids.map((id, index) => {
      const label = columns.labels[index] as number;
      return [id, classNames?.[label] ?? String(label)];
    }),
  );
  return labels.size === columns.ids.length ? labels : null;
}
