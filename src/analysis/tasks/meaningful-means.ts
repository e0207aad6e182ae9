/** Refuses tasks whose values have no meaningful mean: copies, means of the others, other scales, units and signs. */
import type { Metric } from '../../config/file/normalise.ts';
import { isShare } from '../../config/known-metrics.ts';
import { type Bounds, whyReversed } from '../../config/schema/task-questions.ts';
import { UserError } from '../../config/user-error.ts';
import { show } from '../../records/readers/unreadable-run-error.ts';
import type { RunRecord } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { threeDigits } from '../../words/number.ts';
import { decidingSplit } from '../compare/samples.ts';
import type { Scaling } from './scale-tasks.ts';

type ByTask = ReadonlyMap<string, readonly RunRecord[]>;

/** The values of one task, by model and seed. */
interface TaskValues {
  readonly task: string;
  readonly byRun: ReadonlyMap<string, number>;
  readonly values: readonly number[];
}

const MAX_RATIO = 10;
/** Fewer may agree by chance. */
const FEWEST_RUNS_OF_MEAN = 4;

/** How messages name what the user can change. */
interface Words {
  readonly normalise: string;
  readonly addBounds: string;
  readonly remove: string;
  readonly otherScales: string;
}

export const WORDS_OF_OPTIONS: Words = {
  normalise: '--normalise',
  addBounds: 'add a row with its random and its human score',
  remove: 'delete its rows',
  otherScales:
    'Compare ranks within each task with --combine ranks. For scores between a random and a human one, add --normalise FILE (task,random,human). To average all the same, add --combine mean',
};

export const WORDS_OF_CONFIG: Words = {
  normalise: 'normalise',
  addBounds: 'add its random and its human score',
  remove: 'remove it from tasks',
  otherScales:
    'Compare ranks within each task with verdict: { combine: ranks }. For scores between a random and a human one, add normalise. To average all the same, write verdict: { combine: mean }. Finished runs are kept',
};

export interface Averaged extends Scaling {
  /** True if the mean is asked for, whatever the scales. */
  readonly isMeanStated: boolean;
}

export function requireMeaningfulMeans(
  byTask: ByTask,
  { metrics, scale, bounds, isMeanStated }: Averaged,
  words: Words,
): void {
  if (scale === 'normalised') requireBounds(byTask, metrics, bounds, words);
  for (const { name, role } of metrics) {
    if (role !== 'primary') continue;
    const tasks = [...byTask].map(([task, records]) => valuesOf(task, records, name));
    refuseMeanOfOthers(tasks, name, words);
    if (scale !== 'metric' || isMeanStated) continue;
    if (isShare(name)) requireOneUnit(tasks, name);
    else requireOneScale(tasks, name, words);
  }
}

function requireBounds(
  byTask: ByTask,
  metrics: readonly Metric[],
  bounds: Averaged['bounds'],
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

/** The same results under two names would count one task twice. */
export function refuseCopies(byTask: ByTask, metrics: readonly Metric[]): void {
  const known = new Map<string, string>();
  for (const [task, records] of byTask) {
    const values = records
      .map(({ model, seed, metrics: own }) =>
        JSON.stringify([model, seed, metrics.map(({ name }) => own.test?.[name])]),
      )
      .sort();
    // At a ceiling, different tasks have the same results.
    const isConstant = metrics.every(
      ({ name }) => new Set(records.map(({ metrics: own }) => own.test?.[name])).size < 2,
    );
    if (isConstant) continue;
    const key = JSON.stringify(values);
    const before = known.get(key);
    if (before !== undefined)
      throw new UserError(
        `the tasks ${show(before)} and ${show(task)} have the same results in every run, so one is a copy; leave one out with --where or in the table`,
      );
    known.set(key, task);
  }
}

function valuesOf(task: string, records: readonly RunRecord[], metric: string): TaskValues {
  const split = decidingSplit(records, metric);
  const byRun = new Map(
    records.flatMap(({ model, seed, metrics }) => {
      const value = split === null ? undefined : metrics[split]?.[metric];
      return value === undefined ? [] : [[JSON.stringify([model, seed]), value] as const];
    }),
  );
  return { task, byRun, values: [...byRun.values()] };
}

/** An average under another name than `mean`, such as `GLUE`. */
function refuseMeanOfOthers(tasks: readonly TaskValues[], metric: string, { remove }: Words): void {
  if (tasks.length < 3) return;
  const totals = new Map<string, { sum: number; count: number }>();
  for (const { byRun } of tasks)
    for (const [run, value] of byRun) {
      const total = totals.get(run) ?? { sum: 0, count: 0 };
      totals.set(run, { sum: total.sum + value, count: total.count + 1 });
    }
  for (const { task, byRun, values } of tasks) {
    const rounding = 0.5 * 10 ** -Math.max(...values.map(decimalsOf)) * (1 + 1e-6);
    const isMean = ([run, value]: readonly [string, number]) => {
      const total = totals.get(run);
      return (
        total?.count === tasks.length &&
        Math.abs((total.sum - value) / (tasks.length - 1) - value) <= rounding
      );
    };
    if (new Set(values).size > 1 && byRun.size >= FEWEST_RUNS_OF_MEAN && [...byRun].every(isMean))
      throw new UserError(
        `the task ${show(task)} has the mean of the other tasks as its ${metric} in every run; ${remove}`,
      );
  }
}

function decimalsOf(value: number): number {
  const [, decimals = '', exponent = '0'] = /^-?\d+(?:\.(\d+))?(?:e(.+))?$/.exec(String(value)) ?? [];
  return Math.max(0, decimals.length - Number(exponent));
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
