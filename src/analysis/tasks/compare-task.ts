/** The comparison on one task of an experiment, for new seeds on its test set. */
import type { RunRecord } from '../../records/record.ts';
import type { Comparison } from '../compare/comparison.ts';
import { type AnalysisRequest, analyseOnce, startAnalysis } from '../decide/analyse.ts';

/**
 * Takes the looks of the experiment, since a stop that was chosen by the results would raise the false alarms of a task. No
 * look but the last settles it: intervals of all looks cover together, and the last one has all pairs.
 *
 * @param looks pairs at each planned look; null for one look at all runs
 */
export function compareTask(
  questions: Omit<AnalysisRequest, 'looks'>,
  records: readonly RunRecord[],
  looks: readonly number[] | null,
): readonly Comparison[] {
  if (looks === null) return analyseOnce(questions, records);
  const most = Math.max(...records.map(({ seed }) => seed));
  const last = Math.max(
    0,
    looks.findLastIndex((pairs) => pairs <= most),
  );
  const analysis = startAnalysis({ ...questions, looks });
  const held = new Set(questions.variants);
  let comparisons: readonly Comparison[] = [];
  for (let look = 0; look <= last; look += 1) {
    const until = records.filter(({ seed }) => seed <= (looks[look] ?? most));
    ({ comparisons } = analysis.takeLook(until, look, { held, ends: look === last }));
  }
  return comparisons;
}
