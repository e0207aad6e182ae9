/** Tells what a check found on several tasks once, with the tasks named. */
import { firstOf } from '../words/list.ts';
import type { Check, CheckStatus } from './check.ts';

/** The most urgent first. */
const ORDER: readonly CheckStatus[] = ['fail', 'warn', 'advice', 'ignored', 'pass', 'not-checked'];
/** So few tasks in many are warned about by chance alone. */
const RARE = 0.05;
const MAX_NAMED = 3;

/**
 * One check for each id and model, in the order of the first task: its most urgent finding, and the tasks that share the status.
 * A warning on fewer than one task in twenty is an advice.
 * A finding that all tasks have in the same words is about the experiment, and names no task.
 */
export function mergeTaskChecks(byTask: ReadonlyMap<string, readonly Check[]>): Check[] {
  const groups = new Map<string, Array<readonly [task: string, check: Check]>>();
  for (const [task, checks] of byTask)
    for (const check of checks) {
      const key = JSON.stringify([check.id, check.model]);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [[task, check]]);
      else known.push([task, check]);
    }
  return [...groups.values()].map((found) => merge(found, byTask.size));
}

function merge(found: ReadonlyArray<readonly [string, Check]>, tasks: number): Check {
  const status = ORDER.find((one) => found.some(([, check]) => check.status === one)) as CheckStatus;
  const urgent = found.filter(([, check]) => check.status === status);
  const [[, first], ...others] = urgent as [readonly [string, Check], ...Array<readonly [string, Check]>];
  const isSame = others.every(([, { message }]) => message === first.message);
  if (isSame && (urgent.length === tasks || status === 'not-checked')) return first;
  const [shown, worst] = urgent.reduce((most, one) => (sizeOf(one[1]) > sizeOf(most[1]) ? one : most));
  const names = urgent.map(([task]) => task);
  const where =
    names.length === tasks
      ? `On all ${tasks} tasks`
      : `On ${names.length} of ${tasks} tasks (${firstOf(names, MAX_NAMED)})`;
  // One task's numbers are not those of the others.
  const example = isSame ? '' : `, for example ${shown}`;
  const isRare = names.length < RARE * tasks;
  return {
    ...worst,
    status: isRare && status === 'warn' ? 'advice' : status,
    message: `${where}${example}: ${worst.message}`,
  };
}

/** How far a finding is from its threshold. */
function sizeOf({ severity, value, threshold }: Check): number {
  return severity ?? (value === null ? 0 : Math.abs(value - (threshold ?? 0)));
}
