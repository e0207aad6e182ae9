/** Finds a task that has the results of another one, under the same seeds or others. */
import { countBy } from '../../stats/group-by.ts';
import {
  independentCells,
  levelOdds,
  possibleValues,
  SURE_ODDS,
  type TaskValues,
  tieRate,
} from './task-values.ts';

export interface CopiedTask {
  readonly task: string;
  readonly of: string;
  /** False if the runs are in another order. */
  readonly hasSameSeeds: boolean;
}

/**
 * Tasks whose models have equal values, in any order of the seeds, count as copies beyond chance: n values of K possible ones
 * repeat in any order with odds of at most n! in Kⁿ, for as many pairs as there are.
 *
 * @param metrics for each metric, the values of all tasks
 */
export function findCopiedTask(metrics: ReadonlyArray<readonly TaskValues[]>): CopiedTask | null {
  const [tasks = []] = metrics;
  const known = new Map<string, number[]>();
  const rates = metrics.map(tieRate);
  const levels = metrics.map(levelOdds);
  const needed = SURE_ODDS + Math.log10(Math.max(1, (tasks.length * (tasks.length - 1)) / 2));
  for (const [at, { task }] of tasks.entries()) {
    const own = metrics.map((values) => values[at] as TaskValues);
    const key = JSON.stringify(own.map(keyOf));
    const before = known.get(key) ?? [];
    known.set(key, [...before, at]);
    const [first] = before;
    if (first === undefined) continue;
    const same = before.find((other) =>
      metrics.every(
        (values) => orderedKeyOf(values[other] as TaskValues) === orderedKeyOf(values[at] as TaskValues),
      ),
    );
    const odds = own.map(
      (values, metric) =>
        (levels[metric]?.[at] ?? 0) + oddsOf(values, rates[metric] as number, same !== undefined),
    );
    if (Math.max(...odds) >= needed)
      return { task, of: tasks[same ?? first]?.task ?? '', hasSameSeeds: same !== undefined };
  }
  return null;
}

function keyOf({ runs }: TaskValues): string {
  return JSON.stringify(runs.map(({ model, value }) => JSON.stringify([model, value])).sort());
}

function orderedKeyOf({ runs }: TaskValues): string {
  return JSON.stringify(runs.map(({ model, seed, value }) => JSON.stringify([model, seed, value])).sort());
}

function oddsOf(values: TaskValues, rate: number, isOrdered: boolean): number {
  const most = Math.max(1, ...countBy(values.runs.map(({ model }) => model)).values());
  let orders = 0;
  if (!isOrdered) for (let count = 2; count <= most; count += 1) orders += Math.log10(count) / most;
  const perCell = Math.log10(possibleValues(values, rate)) - orders;
  return independentCells(values.runs) * Math.max(0, perCell);
}
