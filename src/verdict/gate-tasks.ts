/** No task may be worse by more than the gate allows (`analysis/tasks/guard-tasks.ts`). */
import type { Guard } from '../analysis/compare/comparison.ts';
import type { TaskGuard } from '../analysis/tasks/guard-tasks.ts';
import type { Tasks } from '../analysis/tasks/task-results.ts';
import { firstOf } from '../words/list.ts';

export interface OpenTask {
  readonly task: string;
  readonly status: Exclude<Guard['status'], 'shown'>;
}

/** One that was not compared is open, too. */
export function openTasks({ results, leftOut }: Tasks, { allow }: TaskGuard): OpenTask[] {
  const compared = results.flatMap(({ task, comparisons }): OpenTask[] => {
    const statuses = comparisons.flatMap(({ guard }) => guard?.status ?? []);
    const status = (['worse', 'not-shown'] as const).find((one) => statuses.includes(one));
    return status === undefined ? [] : [{ task, status }];
  });
  const missing = leftOut.filter(({ task }) => !allow.includes(task));
  return [...compared, ...missing.map(({ task }): OpenTask => ({ task, status: 'not-shown' }))];
}

const MAX_NAMED = 3;

/** `rte and cola may be worse by more than 0.01` */
export function describeOpenTasks(
  open: readonly OpenTask[],
  { 'no-worse-than': margin }: TaskGuard,
): string[] {
  return (['worse', 'not-shown'] as const).flatMap((status) => {
    const names = open.filter((one) => one.status === status).map(({ task }) => task);
    if (names.length === 0) return [];
    const verb = status === 'not-shown' ? 'may be' : names.length === 1 ? 'is' : 'are';
    return [`${firstOf(names, MAX_NAMED)} ${verb} worse by more than ${margin}`];
  });
}
