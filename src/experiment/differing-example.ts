import { firstDifferent } from '../checks/comparison/test-examples.ts';
import { differingExample } from '../checks/data/differing-example.ts';
import { UnusableFileError } from '../records/bounded-file.ts';
import { readPredictions } from '../records/readers/predictions/predictions.ts';
import { UnreadableRunError } from '../records/readers/unreadable-run-error.ts';
import type { RunRecord } from '../records/record.ts';
import type { Experiment } from './prepare.ts';

/** In which example the first run differs that was measured on others than the baseline; null where none was, or nobody can tell. */
export async function differingExampleOf(
  { store }: Pick<Experiment, 'store'>,
  records: readonly RunRecord[],
): Promise<string | null> {
  const different = firstDifferent(records);
  if (different === null) return null;
  const paths = [
    await store.predictionsOf(different.reference),
    await store.predictionsOf(different.record),
  ] as const;
  if (paths[0] === null || paths[1] === null) return null;
  try {
    return differingExample(await readPredictions(paths[0]), await readPredictions(paths[1]));
  } catch (error) {
    if (error instanceof UnreadableRunError || error instanceof UnusableFileError) return null;
    throw error;
  }
}
