/** Reads the predictions of both arms and looks for groups of examples that get worse. */

import type { SplitReader } from '../../analysis/examples/run-predictions.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Setup } from '../evidence.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { findSlices, type SliceSearch } from './find-slices.ts';
import { readPairs } from './read-pairs.ts';

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
  // Losses only, so the test is one-sided. Half of alpha, which six pairs can reach, and designs that may stop at a loss by chance need no less.
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
