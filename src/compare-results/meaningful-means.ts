/** Refuses tasks whose values have no meaningful mean: copies, means of the others, other scales, units and signs. */
import type { Metric } from '../config/file/normalise.ts';
import { isShare } from '../config/known-metrics.ts';
import { UserError } from '../config/user-error.ts';
import { show } from '../records/readers/unreadable-run-error.ts';
import type { RunRecord } from '../records/record.ts';
import { mean } from '../stats/describe.ts';
import { firstOf, quoteNames } from '../words/list.ts';
import { threeDigits } from '../words/number.ts';
import { findCopiedTask } from './copied-tasks.ts';
import { findSummaries } from './summary-tasks.ts';
import { type TaskValues, valuesOf } from './task-values.ts';

type ByTask = ReadonlyMap<string, readonly RunRecord[]>;

const MAX_RATIO = 10;
const MAX_NAMED = 3;

/**
 * @param byTask in the order of the table
 * @param areAveraged the metrics themselves, without a word that their mean is meant whatever their scales
 */
export function requireMeaningfulMeans(
  byTask: ByTask,
  metrics: readonly Metric[],
  areAveraged: boolean,
): void {
  refuseRepeated(byTask, metrics);
  for (const { name, role } of metrics) {
    if (role !== 'primary' || !areAveraged) continue;
    const tasks = [...byTask].map(([task, records]) => valuesOf(task, records, name));
    if (isShare(name)) requireOneUnit(tasks, name);
    else requireOneScale(tasks, name);
  }
}

/** The same results under two names would count one task twice, and so would a mean next to its tasks. */
export function refuseRepeated(byTask: ByTask, metrics: readonly Metric[]): void {
  const ofMetric = ({ name }: Metric) => [...byTask].map(([task, records]) => valuesOf(task, records, name));
  const copy = findCopiedTask(metrics.map(ofMetric));
  if (copy !== null)
    throw new UserError(
      `the tasks ${show(copy.of)} and ${show(copy.task)} have the same results${copy.hasSameSeeds ? ' in every run' : ' under other seeds'}, so one is a copy; leave one out`,
    );
  for (const metric of metrics) {
    if (metric.role !== 'primary') continue;
    const summaries = findSummaries(ofMetric(metric));
    if (summaries.length === 0) continue;
    const told = summaries.map(
      ({ task, kind, of }) =>
        `of ${show(task)} is the ${kind} of ${of.length === byTask.size - 1 ? 'all other tasks' : quoteNames(of, MAX_NAMED)}`,
    );
    throw new UserError(
      `${metric.name} ${firstOf(told, MAX_NAMED)} in every run, so tasks would count twice; leave out ${quoteNames(summaries.map(({ task }) => task))}`,
    );
  }
}

/** A share is at most 1, so a larger value is in percent. */
function requireOneUnit(tasks: readonly TaskValues[], metric: string): void {
  const percent = tasks.find(({ values }) => values.some((value) => value > 1));
  const share = tasks.find(
    ({ values }) => values.every((value) => Math.abs(value) <= 1) && values.some((value) => value !== 0),
  );
  if (percent === undefined || share === undefined) return;
  throw new UserError(
    `${metric} is ${threeDigits(mean(share.values))} on ${show(share.task)} and ${threeDigits(mean(percent.values))} on ${show(percent.task)}, ` +
      'so some tasks may be in percent and others in shares; write all in one unit, shares if any is below 1 %',
  );
}

/** Without bounds, the task with the largest numbers would decide. */
function requireOneScale(tasks: readonly TaskValues[], metric: string): void {
  const filled = tasks.filter(({ values }) => values.length > 0);
  const sizeOf = ({ values }: TaskValues) => mean(values.map(Math.abs));
  const sorted = [...filled].sort((a, b) => sizeOf(a) - sizeOf(b));
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least !== undefined && most !== undefined && sizeOf(most) > MAX_RATIO * sizeOf(least))
    refuseScales(
      metric,
      `its mean is ${threeDigits(sizeOf(least))} on ${show(least.task)} and ${threeDigits(sizeOf(most))} on ${show(most.task)}. The largest would decide their mean`,
    );
  const below = filled.find(({ values }) => values.every((value) => value < 0));
  const above = filled.find(({ values }) => values.every((value) => value > 0));
  if (below !== undefined && above !== undefined)
    refuseScales(
      metric,
      `every run is below 0 on ${show(below.task)} and above 0 on ${show(above.task)}. One may be a loss`,
    );
}

function refuseScales(metric: string, why: string): never {
  throw new UserError(
    `${metric} has other scales on other tasks: ${why}. ` +
      'Compare ranks within each task with --combine ranks. For scores between a random and a human one, add --normalise FILE (task,random,human). To average all the same, add --combine mean',
  );
}
