/** Refuses tasks whose values have no meaningful mean: copies, means of the others, other scales, units and signs. */
import type { Metric } from '../../config/file/normalise.ts';
import { isShare } from '../../config/known-metrics.ts';
import { type Bounds, whyReversed } from '../../config/schema/task-questions.ts';
import { UserError } from '../../config/user-error.ts';
import { show } from '../../records/readers/unreadable-run-error.ts';
import type { RunRecord } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { firstOf, quoteNames } from '../../words/list.ts';
import { threeDigits } from '../../words/number.ts';
import { findCopiedTask } from './copied-tasks.ts';
import type { Scaling } from './scale-tasks.ts';
import { findSummaries } from './summary-tasks.ts';
import { type TaskValues, valuesOf } from './task-values.ts';

type ByTask = ReadonlyMap<string, readonly RunRecord[]>;

const MAX_RATIO = 10;
const MAX_NAMED = 3;

/** How messages name what the user can change. */
interface Words {
  readonly normalise: string;
  readonly addBounds: string;
  readonly otherScales: string;
}

export const WORDS_OF_OPTIONS: Words = {
  normalise: '--normalise',
  addBounds: 'add a row with its random and its human score',
  otherScales:
    'Add --normalise FILE (task,random,human), with the two scores that stand for 0 and 1 on each task. To average all the same, add --combine mean',
};

export const WORDS_OF_CONFIG: Words = {
  normalise: 'normalise',
  addBounds: 'add its random and its human score',
  otherScales:
    'Add normalise, with the two scores that stand for 0 and 1 on each task. To average all the same, write verdict: { combine: mean }. Finished runs are kept',
};

export interface Averaged extends Scaling {
  /** True if the mean is asked for, whatever the scales of a metric without bounds. */
  readonly isMeanStated: boolean;
}

export function requireMeaningfulMeans(
  byTask: ByTask,
  { metrics, scale, bounds, isMeanStated }: Averaged,
  words: Words,
): void {
  if (scale === 'normalised') requireBounds(byTask, metrics, bounds, words);
  if (scale !== 'metric') return;
  for (const metric of metrics) {
    if (metric.role !== 'primary') continue;
    const tasks = valuesByTask(byTask, metric);
    if (isShare(metric.name)) requireOneUnit(tasks, metric.name);
    else if (!isMeanStated) requireOneScale(tasks, metric.name, words);
  }
}

function requireBounds(
  byTask: ByTask,
  metrics: readonly Metric[],
  bounds: Scaling['bounds'],
  words: Words,
): void {
  const [primary, second] = metrics.filter(({ role }) => role === 'primary');
  if (primary === undefined) return;
  if (second !== undefined)
    throw new UserError(
      `${words.normalise}: does not say which metric its scores are of: ${primary.name} or ${second.name}; keep one primary metric`,
    );
  for (const [task, records] of byTask) {
    const own = bounds.get(task);
    if (own === undefined)
      throw new UserError(`${words.normalise}: has no scores of ${show(task)}; ${words.addBounds}`);
    const why =
      whyReversed(own, primary) ?? whyOtherUnit(own, valuesOf(task, records, primary.name), primary);
    if (why !== null)
      throw new UserError(
        `${words.normalise}: the scores of ${show(task)} are random ${own.random} and human ${own.human}, ${why}`,
      );
  }
}

function whyOtherUnit({ random, human }: Bounds, { values }: TaskValues, { name }: Metric): string | null {
  const areShares = (scores: readonly number[]) => scores.every((score) => Math.abs(score) <= 1);
  if (values.length === 0 || !isShare(name) || areShares(values) === areShares([random, human])) return null;
  return `but its runs have ${name} up to ${Math.max(...values)}; write both as shares or both in percent`;
}

/**
 * The same results under two names would count one task twice, and so would a mean next to its tasks. A table may have them;
 * an experiment trains each task.
 *
 * @param byTask in the order of the table
 */
export function refuseRepeated(byTask: ByTask, metrics: readonly Metric[]): void {
  refuseCopies(byTask, metrics);
  refuseSummaries(byTask, metrics);
}

function refuseCopies(byTask: ByTask, metrics: readonly Metric[]): void {
  const copy = findCopiedTask(metrics.map((metric) => valuesByTask(byTask, metric)));
  if (copy === null) return;
  throw new UserError(
    `the tasks ${show(copy.of)} and ${show(copy.task)} have the same results${copy.hasSameSeeds ? ' in every run' : ' under other seeds'}, so one is a copy; leave one out`,
  );
}

function refuseSummaries(byTask: ByTask, metrics: readonly Metric[]): void {
  for (const metric of metrics) {
    if (metric.role !== 'primary') continue;
    const summaries = findSummaries(valuesByTask(byTask, metric));
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

function valuesByTask(byTask: ByTask, { name }: Metric): readonly TaskValues[] {
  return [...byTask].map(([task, records]) => valuesOf(task, records, name));
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
function requireOneScale(tasks: readonly TaskValues[], metric: string, { otherScales }: Words): void {
  const refuse = (why: string): never => {
    throw new UserError(`${metric} has other scales on other tasks: ${why}. ${otherScales}`);
  };
  const filled = tasks.filter(({ values }) => values.length > 0);
  const sizeOf = ({ values }: TaskValues) => mean(values.map(Math.abs));
  const sorted = [...filled].sort((a, b) => sizeOf(a) - sizeOf(b));
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least !== undefined && most !== undefined && sizeOf(most) > MAX_RATIO * sizeOf(least))
    refuse(
      `its mean is ${threeDigits(sizeOf(least))} on ${show(least.task)} and ${threeDigits(sizeOf(most))} on ${show(most.task)}. The largest would decide their mean`,
    );
  const below = filled.find(({ values }) => values.every((value) => value < 0));
  const above = filled.find(({ values }) => values.every((value) => value > 0));
  if (below !== undefined && above !== undefined)
    refuse(
      `every run is below 0 on ${show(below.task)} and above 0 on ${show(above.task)}. One may be a loss`,
    );
}
