/** Reads the predictions of both arms and looks for groups of examples that get worse. */

import { IncomparablePredictionsError, type SplitReader } from '../../analysis/examples/run-predictions.ts';
import { UnusableFileError } from '../../records/bounded-file.ts';
import { UnreadableRunError } from '../../records/readers/unreadable-run-error.ts';
import type { RunRecord } from '../../records/record.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';
import type { Setup } from '../evidence.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { findSlices, pairRecords, type SliceSearch } from './find-slices.ts';

interface Searched {
  readonly setup: Setup;
  readonly isFolded: boolean;
  readonly records: readonly RunRecord[];
  /** Whether the design may have stopped before its last look. */
  readonly isSequential: boolean;
  /** Of the test split. */
  readonly reader: SplitReader;
}

export async function searchSlices(searched: Searched): Promise<SliceSearch[]> {
  const { setup, isFolded, records, isSequential, reader } = searched;
  const variants = eachVariant(setup);
  if (isFolded)
    return variants.map(({ model }) => ({ model, reason: 'every fold has test examples of its own' }));
  // Losses only, so the test is one-sided; half of alpha is kept for designs that may stop at a loss by chance.
  const level = levelPerVariant(setup) / (isSequential ? 2 : 1);
  const searches: SliceSearch[] = [];
  for (const { model } of variants) searches.push(await search(baselineOf(setup), model));
  return searches;

  async function search(baseline: string, model: string): Promise<SliceSearch> {
    const pairs = pairRecords(records, baseline, model).filter((pair) =>
      pair.every(({ metrics }) => metrics.test?.accuracy !== undefined),
    );
    if (pairs.length < 2) return { model, reason: 'needs two seed pairs with predictions of classes' };
    try {
      const read: Array<readonly [RunPredictions, RunPredictions]> = [];
      for (const [before, after] of pairs) read.push([await reader.read(before), await reader.read(after)]);
      if (read.some((pair) => pair.some(({ scores }) => scores !== undefined)))
        return { model, reason: 'the answers are graded, and not of classes' };
      const labels = reader.labels();
      const features = reader.features();
      const found = findSlices({
        pairs: read,
        labels,
        features,
        level,
      });
      return { model, ...found, ids: reader.ids(), level };
    } catch (error) {
      if (!isExpected(error)) throw error;
      return { model, reason: error.message };
    }
  }
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof IncomparablePredictionsError ||
    error instanceof UnreadableRunError ||
    error instanceof UnusableFileError
  );
}
