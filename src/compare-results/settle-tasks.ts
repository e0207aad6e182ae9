/** Which tasks count, and what their runs are together. */

import type { Stratum } from '../analysis/compare/compare-strata.ts';
import { decidingSplit, decidingValues } from '../analysis/compare/samples.ts';
import { recordsByTask } from '../analysis/tasks/by-task.ts';
import { meansOverSeeds, meansOverTasks } from '../analysis/tasks/over-tasks.ts';
import { type Bounds, normaliseScores, rankScores, scaledMetrics } from '../analysis/tasks/scale-tasks.ts';
import type { Tasks } from '../analysis/tasks/task-results.ts';
import type { FixedBaseline, Metric } from '../config/file/normalise.ts';
import { isShare } from '../config/known-metrics.ts';
import type { TaskQuestion, TaskScale } from '../config/schema/task-questions.ts';
import { UserError } from '../config/user-error.ts';
import { show } from '../records/readers/unreadable-run-error.ts';
import type { RunRecord } from '../records/record.ts';
import { mean } from '../stats/describe.ts';
import { quoteNames } from '../words/list.ts';
import { threeDigits } from '../words/number.ts';
import { plural } from '../words/plural.ts';
import type { ChosenModels } from './choose-models.ts';

export interface TaskSetting {
  readonly models: ChosenModels;
  readonly metrics: readonly Metric[];
  readonly question: TaskQuestion;
  readonly scale: TaskScale;
  /** True if the mean is asked for, whatever the scales. */
  readonly isMeanStated: boolean;
  /** By task, for normalised scores. */
  readonly bounds: ReadonlyMap<string, Bounds>;
  readonly fixed: FixedBaseline | undefined;
}

export interface SettledTasks extends Pick<Tasks, 'names' | 'leftOut' | 'question' | 'areWhole' | 'scale'> {
  /** Of the means; those of a task keep their own unit. */
  readonly metrics: readonly Metric[];
  /** The runs that are compared: means over the tasks, or over the seeds; every run where tasks have other seeds. */
  readonly records: readonly RunRecord[];
  /** One record for each model and seed that has every task. */
  readonly seedMeans: readonly RunRecord[];
  readonly byTask: ReadonlyMap<string, readonly RunRecord[]>;
  /** Only where tasks do not all have the same seeds. */
  readonly strataOf: ((variant: string, metric: string) => readonly Stratum[]) | undefined;
}

/** A t test over fewer tasks says nothing of new ones. */
const FEWEST_NEW_TASKS = 6;
const MAX_NAMED = 3;

/**
 * A task counts if all compared models have a finished run with every metric on it.
 *
 * @throws UserError for fewer tasks than the question needs, and for results that repeat under another task
 */
export function settleTasks(
  records: readonly RunRecord[],
  tasks: readonly string[],
  { models, metrics, question, scale, isMeanStated, bounds, fixed }: TaskSetting,
): SettledTasks {
  const compared = [...(fixed === undefined ? [models.baseline] : []), ...models.variants];
  const all = recordsByTask(records, tasks);
  const leftOut = tasks.flatMap((task) => {
    const reason = whyLeftOut(all.get(task) ?? [], compared, metrics);
    return reason === null ? [] : [{ task, reason }];
  });
  const names = tasks.filter((name) => !leftOut.some(({ task }) => task === name));
  if (names.length < 2)
    throw new UserError(
      `only ${names.length === 0 ? 'none' : 'one'} of ${plural(tasks.length, 'task')} has results of all models (${leftOut
        .slice(0, MAX_NAMED)
        .map(({ task, reason }) => `${show(task)}: ${reason}`)
        .join('; ')}); compare models that share tasks with --baseline and --variant`,
    );
  if (question === 'new-tasks' && names.length < FEWEST_NEW_TASKS)
    throw new UserError(
      `--for new-tasks: needs results on ${FEWEST_NEW_TASKS} tasks or more, found ${names.length}; ask about these tasks with --for these-tasks`,
    );
  const byTask = new Map(names.map((name) => [name, all.get(name) ?? []]));
  refuseCopiedTasks(byTask, metrics);
  const primary = metrics.filter(({ role }) => role === 'primary');
  if (scale === 'metric' && !isMeanStated) for (const { name } of primary) requireOneScale(byTask, name);
  const scaled = new Map(
    [...byTask].map(([task, own]) => [task, scaleTask(own, task, { metrics, scale, bounds })]),
  );
  const counted = [...scaled.values()].flat();
  const common = {
    names,
    leftOut,
    question,
    scale,
    byTask,
    metrics: scale === 'metric' ? metrics : scaledMetrics(metrics, scale),
  };
  const areWhole = compared.every((model) => hasSameSeeds(byTask, model));
  const means = question === 'new-tasks' ? meansOverSeeds(counted, names) : meansOverTasks(counted, names);
  if (question === 'new-tasks' || areWhole)
    return { ...common, areWhole, records: means, seedMeans: means, strataOf: undefined };
  return {
    ...common,
    areWhole,
    records: counted,
    seedMeans: means.filter(({ status }) => status === 'ok'),
    strataOf: strataIn(scaled, models.baseline),
  };
}

function scaleTask(
  records: readonly RunRecord[],
  task: string,
  { metrics, scale, bounds }: Pick<TaskSetting, 'metrics' | 'scale' | 'bounds'>,
): readonly RunRecord[] {
  if (scale === 'metric') return records;
  if (scale === 'ranks') return rankScores(records, metrics);
  const own = bounds.get(task);
  if (own === undefined)
    throw new UserError(
      `--normalise: has no scores of ${show(task)}; add a row with its random and its human score`,
    );
  return normaliseScores(records, metrics, own);
}

function whyLeftOut(
  records: readonly RunRecord[],
  compared: readonly string[],
  metrics: readonly Metric[],
): string | null {
  const lacking = compared.filter((name) => !records.some(({ model }) => model === name));
  if (lacking.length > 0) return `no runs of ${quoteNames(lacking, MAX_NAMED)}`;
  for (const { name } of metrics) {
    const split = decidingSplit(records, name);
    const finished = records.filter(({ status }) => status === 'ok');
    const without = compared.filter((model) => {
      const own = finished.filter((record) => record.model === model);
      return (
        own.length > 0 && !own.some(({ metrics: values }) => split !== null && name in (values[split] ?? {}))
      );
    });
    if (without.length > 0) return `no ${name} of ${quoteNames(without, MAX_NAMED)}`;
  }
  return null;
}

function hasSameSeeds(byTask: SettledTasks['byTask'], model: string): boolean {
  const seeds = [...byTask.values()].map((records) =>
    JSON.stringify(
      records.flatMap((record) => (record.model === model ? [record.seed] : [])).sort((a, b) => a - b),
    ),
  );
  return new Set(seeds).size === 1;
}

function strataIn(byTask: SettledTasks['byTask'], baseline: string): SettledTasks['strataOf'] {
  return (variant, metric) =>
    [...byTask].map(([task, records]) => ({
      task,
      baseline: decidingValues(records, baseline, metric),
      candidate: decidingValues(records, variant, metric),
    }));
}

/** The same results under two names would count one task twice. */
function refuseCopiedTasks(byTask: SettledTasks['byTask'], metrics: readonly Metric[]): void {
  const known = new Map<string, string>();
  for (const [task, records] of byTask) {
    const values = records
      .map(({ model, seed, metrics: own }) =>
        JSON.stringify([model, seed, metrics.map(({ name }) => own.test?.[name])]),
      )
      .sort();
    const key = JSON.stringify(values);
    const before = known.get(key);
    if (before !== undefined)
      throw new UserError(
        `the tasks ${show(before)} and ${show(task)} have the same results in every run, so one is a copy; leave one out with --where or in the table`,
      );
    known.set(key, task);
  }
}

/** Without bounds, the task with the largest numbers would decide. */
function requireOneScale(byTask: SettledTasks['byTask'], metric: string): void {
  if (isShare(metric)) return;
  const sizes = [...byTask].flatMap(([task, records]) => {
    const values = records.flatMap(({ metrics: own }) => {
      const split = decidingSplit(records, metric);
      const value = split === null ? undefined : own[split]?.[metric];
      return value === undefined ? [] : [Math.abs(value)];
    });
    return values.length === 0 ? [] : [{ task, size: mean(values) }];
  });
  const sorted = sizes.sort((a, b) => a.size - b.size);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined || most.size <= MAX_RATIO * least.size) return;
  throw new UserError(
    `${metric} has other scales on other tasks: its mean is ${threeDigits(least.size)} on ${show(least.task)} and ${threeDigits(most.size)} on ${show(most.task)}. ` +
      'The largest would decide their mean. Compare ranks within each task with --combine ranks, scores between a random and a human one with --normalise FILE (task,random,human), or the mean all the same with --combine mean',
  );
}
const MAX_RATIO = 10;
