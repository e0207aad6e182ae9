import type { RunRecord } from '../../records/record.ts';
import { decidingSplit } from './samples.ts';

/**
 * A run that does not report a metric on the split that decides has no value to compare, whatever it reports elsewhere.
 * Such a run counts as failed: left out in silence, it would leave the choice of runs to the program that is judged.
 */
export function markIncompleteRuns(records: readonly RunRecord[], metrics: readonly string[]): RunRecord[] {
  const finished = records.filter(({ status }) => status === 'ok');
  const needed = metrics.flatMap((metric) => {
    const split = decidingSplit(finished, metric);
    return split === null ? [] : [{ metric, split }];
  });
  return records.map((record) => {
    if (record.status !== 'ok') return record;
    const missing = needed.find(({ metric, split }) => record.metrics[split]?.[metric] === undefined);
    if (missing === undefined) return record;
    const failure = `reports no ${missing.metric} on the ${missing.split} split, although other runs do`;
    return { ...record, status: 'crashed' as const, failure };
  });
}
