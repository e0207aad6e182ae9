/** With tasks, an experiment is judged by means, while costs, failures and checks are about single runs. */
import { meansOverSeeds, meansOverTasks } from '../analysis/tasks/over-tasks.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { RunRecord } from '../records/record.ts';

type Tasked = Pick<LoadedConfig, 'tasks' | 'verdict'>;

/** Whether the verdict is for new tasks. Then each task is a pair, and all seeds are trained before the only look. */
export function arePairsTasks({ tasks, verdict }: Tasked): boolean {
  return tasks !== undefined && verdict.for === 'new-tasks';
}

/** The records that are judged: the means over the tasks by seed, or those over the seeds by task. */
export function meansOf(records: readonly RunRecord[], config: Tasked): readonly RunRecord[] {
  if (config.tasks === undefined) return records;
  const names = config.tasks.map(({ name }) => name);
  return arePairsTasks(config) ? meansOverSeeds(records, names) : meansOverTasks(records, names);
}

interface Design {
  readonly config: Tasked;
  /** In seeds. */
  readonly looks: readonly number[];
}

/** Pairs at each look. */
export function pairsAtLooks({ config, looks }: Design): readonly number[] {
  return arePairsTasks(config) ? [config.tasks?.length ?? 0] : looks;
}

/** Runs that checks compare with their own, which are of the first task alone. */
export function ofFirstTask(
  records: readonly RunRecord[],
  { tasks }: Pick<Tasked, 'tasks'>,
): readonly RunRecord[] {
  return tasks === undefined ? records : records.filter(({ task }) => task === tasks[0]?.name);
}
