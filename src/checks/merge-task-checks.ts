/** Tells what a check found on several tasks once, with the tasks named. */
import { groupBy } from '../stats/group-by.ts';
import { firstOf } from '../words/list.ts';
import type { Check, CheckStatus } from './check.ts';

/** The most urgent first. */
const ORDER: readonly CheckStatus[] = ['fail', 'warn', 'advice', 'ignored', 'pass', 'not-checked'];
/** So few tasks in many are warned about by chance alone. */
const RARE = 0.05;
/** Share of healthy tasks that a check warns of, at most. */
const FALSE_ALARMS = 0.01;
/** A check warns of healthy tasks in this share of the experiments, at most. */
const LEVEL = 0.05;
const MAX_NAMED = 3;

type OnTask = readonly [task: string, check: Check];

/**
 * One check for each id and model, in the order of the first task: its most urgent finding, and the tasks that share the status.
 * A warning is an advice on fewer than one in twenty of the tasks that it was judged on, and on as many as chance gives: 1 of 6, 2 of 37.
 * A finding that all tasks have in the same words is about the experiment, and names no task.
 */
export function mergeTaskChecks(byTask: ReadonlyMap<string, readonly Check[]>): Check[] {
  const models = modelsById([...byTask.values()].flat());
  const onTasks = [...byTask].flatMap(([task, checks]) =>
    checks.flatMap((one) => forEachModel(one, models)).map((check): OnTask => [task, check]),
  );
  const groups = groupBy(onTasks, ([, { id, model }]) => JSON.stringify([id, model]));
  return [...groups.values()].map((found) => merge(found, byTask.size));
}

function modelsById(checks: readonly Check[]): ReadonlyMap<string, ReadonlySet<string>> {
  const models = new Map<string, Set<string>>();
  for (const { id, model } of checks)
    if (model !== null) models.set(id, (models.get(id) ?? new Set()).add(model));
  return models;
}

/** A task on which a check could not be made has one row for all models, where other tasks have one for each. */
function forEachModel(check: Check, models: ReadonlyMap<string, ReadonlySet<string>>): readonly Check[] {
  const own = models.get(check.id);
  if (own === undefined || check.model !== null || check.status !== 'not-checked') return [check];
  return [...own].map((model) => ({ ...check, model }));
}

function merge(found: readonly OnTask[], tasks: number): Check {
  const status = ORDER.find((one) => found.some(([, check]) => check.status === one)) as CheckStatus;
  const urgent = found.filter(([, check]) => check.status === status);
  const [[, first], ...others] = urgent as [OnTask, ...OnTask[]];
  const isSame = others.every(([, { message }]) => message === first.message);
  const names = namesOf(urgent);
  if (isSame && (names.length === tasks || status === 'not-checked')) return first;
  const judged = namesOf(found.filter(([, check]) => check.status !== 'not-checked'));
  const [task, worst] = urgent.reduce((most, one) => (urgencyOf(one[1]) > urgencyOf(most[1]) ? one : most));
  const where =
    judged.length === 1
      ? `On ${task}, the only task checked`
      : names.length === tasks
        ? `On all ${tasks} tasks`
        : `On ${names.length} of ${tasks} tasks (${firstOf(names, MAX_NAMED)})`;
  const isRare = names.length < RARE * judged.length || isChance(names.length, judged.length);
  return {
    ...worst,
    status: isRare && status === 'warn' ? 'advice' : status,
    message: `${where}${isSame ? '' : `, for example ${task}`}: ${worst.message}`,
  };
}

/** True if healthy tasks have so many false alarms in more than one experiment in twenty. */
function isChance(alarms: number, tasks: number): boolean {
  let exactly = (1 - FALSE_ALARMS) ** tasks;
  let fewer = 0;
  for (let count = 0; count < alarms; count += 1) {
    fewer += exactly;
    exactly *= ((tasks - count) / (count + 1)) * (FALSE_ALARMS / (1 - FALSE_ALARMS));
  }
  return 1 - fewer > LEVEL;
}

function namesOf(found: readonly OnTask[]): readonly string[] {
  return [...new Set(found.map(([task]) => task))];
}

/** How far a finding is from its threshold; what passes is the more urgent the nearer it is. */
function urgencyOf({ severity, status, value, threshold }: Check): number {
  if (severity !== undefined) return severity;
  const distance = value === null ? 0 : Math.abs(value - (threshold ?? 0));
  return status === 'pass' && threshold !== null ? -distance : distance;
}
