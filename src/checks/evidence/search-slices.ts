/** Reads the predictions of both arms and searches for groups of examples that get worse. */
import { pairRuns } from '../../analysis/compare/samples.ts';
import { isUnusable, type SplitReader } from '../../analysis/examples/run-predictions.ts';
import type { RunRecord } from '../../records/record.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';
import type { Setup } from '../evidence.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { findSlices, type SliceSearch } from './find-slices.ts';

interface Searched {
  readonly setup: Setup;
  readonly isFolded: boolean;
  readonly records: readonly RunRecord[];
  /** Of the test split. */
  readonly reader: SplitReader;
}

export async function searchSlices(searched: Searched): Promise<SliceSearch[]> {
  const { setup, isFolded, records, reader } = searched;
  const variants = eachVariant(setup);
  if (isFolded)
    return variants.map(({ model }) => ({ model, reason: 'every fold has test examples of its own' }));
  // The test is one-sided, for losses only, and six pairs can reach half of alpha.
  const level = levelPerVariant(setup, 'half');
  const searches: SliceSearch[] = [];
  for (const { model } of variants) searches.push(await search(baselineOf(setup), model));
  return searches;

  async function search(baseline: string, model: string): Promise<SliceSearch> {
    const read = await readPairs(records, baseline, model, reader);
    if ('reason' in read) return { model, reason: read.reason };
    const { pairs } = read;
    if (pairs.length < 2) return { model, reason: 'needs two seed pairs with predictions of classes' };
    const classNames = records.find(({ predictions }) => predictions?.classNames)?.predictions?.classNames;
    const labels = reader.labels();
    const features = reader.features();
    const found = findSlices({ pairs, labels, features, classNames, level });
    return { model, ...found, ids: reader.ids(), level };
  }
}

/** Pairs by seed, or why there are none. */
type ReadPairs =
  | { readonly pairs: ReadonlyArray<readonly [baseline: RunPredictions, candidate: RunPredictions]> }
  | { readonly reason: string };

export async function readPairs(
  records: readonly RunRecord[],
  baseline: string,
  variant: string,
  reader: SplitReader,
): Promise<ReadPairs> {
  const isOfClasses = ({ metrics }: RunRecord) => metrics.test?.accuracy !== undefined;
  const pairs: Array<readonly [RunPredictions, RunPredictions]> = [];
  try {
    for (const [before, after] of pairRuns(records, baseline, variant))
      if (isOfClasses(before) && isOfClasses(after))
        pairs.push([await reader.read(before), await reader.read(after)]);
  } catch (error) {
    if (!isUnusable(error)) throw error;
    return { reason: error.message };
  }
  if (pairs.some((pair) => pair.some(({ scores }) => scores !== undefined)))
    return { reason: 'the answers are graded, so they have no classes' };
  return { pairs };
}
