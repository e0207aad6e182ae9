import type { RunRecord } from '../../records/record.ts';
import { decidingSplit } from './samples.ts';

/**
 * Marks runs as failed that do not report a metric on the deciding split of their task. Otherwise the judged program could choose which
 * runs count.
 */
export function markIncompleteRuns(records: readonly RunRecord[], metrics: readonly string[]): RunRecord[] {
  const finished = records.filter(({ status }) => status === 'ok');
  const tasks = new Set(finished.map(({ task }) => task));
  const neededOn = new Map(
    [...tasks].map((task) => {
      const own = finished.filter((record) => record.task === task);
      const needed = metrics.flatMap((metric) => {
        const split = decidingSplit(own, metric);
        return split === null ? [] : [{ metric, split }];
      });
      return [task, needed];
    }),
  );
  return records.map((record) => {
    if (record.status !== 'ok') return record;
    const missing = neededOn
      .get(record.task)
      ?.find(({ metric, split }) => record.metrics[split]?.[metric] === undefined);
    if (missing === undefined) return record;
    const failure = `reports no ${missing.metric} on the ${missing.split} split, although other runs do`;
    return { ...record, status: 'crashed' as const, failure };
  });
}
