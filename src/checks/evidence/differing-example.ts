/** Finds an example in which two runs differ that should share their test examples. */
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

/** Runs that were measured on other examples or labels than the baseline. */
export function differentRuns(records: readonly RunRecord[], baseline: string): readonly Different[] {
  const kept = records.filter((record) => record.status === 'ok' && exampleDigest(record) !== null);
  const references = kept.filter(({ model }) => model === baseline);
  const bySeed = new Map(references.map((record) => [record.seed, record]));
  return kept.flatMap((record) => {
    // Without a run of the baseline under the same seed, any of its runs has to do.
    const reference = bySeed.get(record.seed) ?? references[0];
    return reference === undefined || exampleDigest(record) === exampleDigest(reference)
      ? []
      : [{ record, reference }];
  });
}

/** Digest of the ids and labels that a run was measured on; null where it kept no predictions. */
export function exampleDigest({ predictions }: RunRecord): string | null {
  return predictions?.examples ?? null;
}

/**
 * Of the first run that was measured on other examples than the baseline.
 *
 * @param predictionsOf path of the predictions that a run has left
 * @returns null where no run was, or nobody can tell
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
 * The first example, in the order of the file, that only one of the runs was measured on, or that has another label, of the split that
 * `records/store/examples-digest.ts` looks at.
 *
 * @returns a clause about `own`; null where the examples are the same, or an id stands there more than once
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
