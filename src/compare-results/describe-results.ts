/** What pictures show of results that exist: slices and, where there are predictions by example, which examples changed. */
import { searchSlices } from '../checks/evidence/search-slices.ts';
import type { Setup } from '../checks/evidence.ts';
import type { RunRecord } from '../records/record.ts';
import { describeExamples } from '../verdict/describe-examples.ts';
import type { Details } from '../verdict/details.ts';
import type { PredictedExamples } from './rows-of-records.ts';

export async function describeResults(
  setup: Setup,
  records: readonly RunRecord[],
  predicted: PredictedExamples | null,
): Promise<Details> {
  const reader = predicted?.readerOf('test') ?? null;
  const sliceSearches =
    reader === null ? [] : await searchSlices({ setup, isFolded: false, records, reader });
  const examples = await describeExamples({
    setup,
    records,
    sliceSearches,
    reader,
    classNames: predicted?.classNames,
  });
  return { ...examples, sensitivity: [] };
}
