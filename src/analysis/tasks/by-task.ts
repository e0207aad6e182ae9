/** Compares the models on each task alone. */
import type { RunRecord } from '../../records/record.ts';
import { decidingSplit, recordsByModel, seedValues } from '../compare/samples.ts';
import type { TaskResult } from './task-results.ts';

export function recordsByTask(
  records: readonly RunRecord[],
  tasks: readonly string[],
): ReadonlyMap<string, readonly RunRecord[]> {
  const byTask = new Map<string, RunRecord[]>(tasks.map((task) => [task, []]));
  for (const record of records) byTask.get(record.task ?? '')?.push(record);
  return byTask;
}

export function valuesOf(
  records: readonly RunRecord[],
  models: readonly string[],
  metrics: readonly string[],
): TaskResult['values'] {
  const byModel = recordsByModel(records);
  return Object.fromEntries(
    models.map((model) => [
      model,
      Object.fromEntries(
        metrics.map((metric) => {
          const split = decidingSplit(records, metric);
          return [metric, split === null ? [] : seedValues(byModel.get(model) ?? [], model, metric, split)];
        }),
      ),
    ]),
  );
}
