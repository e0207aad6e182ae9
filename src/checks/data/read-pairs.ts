/** The class predictions of two models, seed by seed. */
import { finishedRuns } from '../../analysis/compare/samples.ts';
import { isUnusable, type SplitReader } from '../../analysis/examples/run-predictions.ts';
import type { RunRecord } from '../../records/record.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';

/** By seed, or why there are none that can be set side by side. */
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
  const before = new Map(
    finishedRuns(records, baseline)
      .filter(isOfClasses)
      .map((run) => [run.seed, run]),
  );
  const after = finishedRuns(records, variant).filter(isOfClasses);
  const pairs: Array<readonly [RunPredictions, RunPredictions]> = [];
  try {
    for (const run of after.toSorted((a, b) => a.seed - b.seed)) {
      const other = before.get(run.seed);
      if (other !== undefined) pairs.push([await reader.read(other), await reader.read(run)]);
    }
  } catch (error) {
    if (!isUnusable(error)) throw error;
    return { reason: error.message };
  }
  if (pairs.some((pair) => pair.some(({ scores }) => scores !== undefined)))
    return { reason: 'the answers are graded, and not of classes' };
  return { pairs };
}
