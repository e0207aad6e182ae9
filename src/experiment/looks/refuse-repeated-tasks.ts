import { recordsByTask } from '../../analysis/tasks/by-task.ts';
import { traceOf } from '../../checks/evidence/run-trace.ts';
import { UserError } from '../../config/user-error.ts';
import type { RunRecord } from '../../records/record.ts';

const FEWEST_RUNS = 4;

/**
 * Two tasks whose runs have equal results are one, counted twice. Results of which most are equal within a task, such as 100 %,
 * may agree by chance.
 *
 * @throws UserError if every model has the results of one task again on another, under the same seeds
 */
export function refuseRepeatedTasks(
  records: readonly RunRecord[],
  tasks: readonly string[],
  metrics: readonly string[],
): void {
  const taskOf = new Map<string, string>();
  for (const [task, all] of recordsByTask(records, tasks)) {
    const runs = all.filter(({ status }) => status === 'ok');
    const traces = runs.map((run) => traceOf(run, metrics));
    if (runs.length < FEWEST_RUNS || new Set(traces).size <= runs.length / 2) continue;
    const key = JSON.stringify(runs.map(({ model, seed }, at) => `${model}\n${seed}\n${traces[at]}`).sort());
    const other = taskOf.get(key);
    if (other !== undefined)
      throw new UserError(
        `tasks: every run on "${task}" has the results of the one on "${other}", so they are one task counted twice; check that the program reads the task and that their data differ, or list only one`,
      );
    taskOf.set(key, task);
  }
}
