/** With tasks, an experiment is judged by means, while costs, failures and checks are about single runs. */
import { meansOverTasks } from '../analysis/tasks/over-tasks.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { RunRecord } from '../records/record.ts';

type Tasked = Pick<LoadedConfig, 'tasks'>;

/** The records that the seeds are judged by. */
export function meansOf(records: readonly RunRecord[], { tasks }: Tasked): readonly RunRecord[] {
  return tasks === undefined
    ? records
    : meansOverTasks(
        records,
        tasks.map(({ name }) => name),
      );
}

/** Runs that checks compare with their own, which are of the first task alone. */
export function ofFirstTask(records: readonly RunRecord[], { tasks }: Tasked): readonly RunRecord[] {
  return tasks === undefined ? records : records.filter(({ task }) => task === tasks[0]?.name);
}
