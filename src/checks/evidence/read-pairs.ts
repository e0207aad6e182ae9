import { pairRuns } from '../../analysis/compare/samples.ts';
import { isUnusable, type SplitReader } from '../../analysis/examples/run-predictions.ts';
import type { RunRecord } from '../../records/record.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';

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
