import type { RunRecord } from '../../records/record.ts';
import { decidingSplit } from './samples.ts';

/**
 * Marks runs as failed that do not report a metric on the deciding split. Otherwise the judged program could choose which
 * runs count.
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
