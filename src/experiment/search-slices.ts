/** Reads the predictions of both arms and looks for groups of examples that get worse. */

import { IncomparablePredictionsError, type SplitReader } from '../analysis/examples/run-predictions.ts';
import { findSlices, pairRecords } from '../checks/data/find-slices.ts';
import type { SliceSearch } from '../checks/data/slices-found.ts';
import { UnusableFileError } from '../records/bounded-file.ts';
import { UnreadableRunError } from '../records/readers/unreadable-run-error.ts';
import type { RunPredictions } from '../stats/test-set/predictions.ts';
import type { Experiment } from './prepare.ts';
import type { Training } from './train-until-decided.ts';

export async function searchSlices(
  { name, config, models }: Experiment,
  { records, looks }: Training,
  reader: SplitReader,
): Promise<SliceSearch[]> {
  const [baseline, ...variants] = models.map((model) => model.name);
  if (!config.checks.slices || baseline === undefined) return [];
  if (config.folds !== null)
    return variants.map((variant) => ({ variant, reason: 'every fold has test examples of its own' }));
  // Losses only, so the test is one-sided; half of alpha is kept for designs that may stop at a loss by chance.
  const level = config.alpha / variants.length / (looks.length > 1 ? 2 : 1);
  const searches: SliceSearch[] = [];
  for (const variant of variants) searches.push(await search(baseline, variant));
  return searches;

  async function search(base: string, variant: string): Promise<SliceSearch> {
    const pairs = pairRecords(records, base, variant).filter((pair) =>
      pair.every(({ metrics }) => metrics.test?.accuracy !== undefined),
    );
    if (pairs.length < 2) return { variant, reason: 'needs two seed pairs with predictions of classes' };
    try {
      const read: Array<readonly [RunPredictions, RunPredictions]> = [];
      for (const [before, after] of pairs) read.push([await reader.read(before), await reader.read(after)]);
      const labels = reader.labels();
      const features = reader.features();
      const found = findSlices({ experiment: name, variant, pairs: read, labels, features, level });
      return { ...found, ids: reader.ids(), level };
    } catch (error) {
      if (!isExpected(error)) throw error;
      return { variant, reason: error.message };
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
