/** Which tasks count, and what their runs are together. */

import type { Stratum } from '../analysis/compare/compare-strata.ts';
import { decidingSplit, decidingValues } from '../analysis/compare/samples.ts';
import { recordsByTask } from '../analysis/tasks/by-task.ts';
import {
  type Averaged,
  refuseRepeated,
  requireMeaningfulMeans,
  WORDS_OF_OPTIONS,
} from '../analysis/tasks/meaningful-means.ts';
import { meansOverSeeds, meansOverTasks } from '../analysis/tasks/over-tasks.ts';
import { metricsOnTask, scaledMetrics, scaleTasks } from '../analysis/tasks/scale-tasks.ts';
import type { Tasks } from '../analysis/tasks/task-results.ts';
import type { FixedBaseline, Metric } from '../config/file/normalise.ts';
import type { TaskQuestion } from '../config/schema/task-questions.ts';
import { UserError } from '../config/user-error.ts';
import { show } from '../records/readers/unreadable-run-error.ts';
import type { RunRecord } from '../records/record.ts';
import { enumerate, quoteNames } from '../words/list.ts';
import { plural } from '../words/plural.ts';
import { type ChosenModels, requireDistinct } from './choose-models.ts';

export interface TaskSetting extends Averaged {
  readonly models: ChosenModels;
  readonly question: TaskQuestion;
  readonly fixed: FixedBaseline | undefined;
}

export interface SettledTasks extends Pick<Tasks, 'names' | 'leftOut' | 'question' | 'areWhole' | 'scale'> {
  /** Metrics of the means; a task's own metrics keep their unit. */
  readonly metrics: readonly Metric[];
  /** Those of a task alone. */
  readonly metricsOn: (task: string) => readonly Metric[];
  /** The runs that are compared: means over the tasks, or over the seeds; every run where tasks have other seeds. */
  readonly records: readonly RunRecord[];
  /** One record for each model and seed that has every task. */
  readonly seedMeans: readonly RunRecord[];
  readonly byTask: ReadonlyMap<string, readonly RunRecord[]>;
  /** Only where tasks do not all have the same seeds. */
  readonly strataOf: ((variant: string, metric: string) => readonly Stratum[]) | undefined;
  /** Only for new tasks. */
  readonly runsOfPairs: SettledTasks['strataOf'];
}

/** A t test over fewer tasks says nothing of new ones. */
export const FEWEST_NEW_TASKS = 6;
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
  requireDistinct('tasks', tasks);
  const all = recordsByTask(records, tasks);
  const leftOut = tasks.flatMap((task) => {
    const reason = whyLeftOut(all.get(task) ?? [], compared, metrics);
    return reason === null ? [] : [{ task, reason }];
  });
  const names = tasks.filter((name) => !leftOut.some(({ task }) => task === name));
  if (names.length < 2)
    throw new UserError(
      `${names.length === 0 ? 'none' : 'only one'} of ${plural(tasks.length, 'task')} has results of all models (${leftOut
        .slice(0, MAX_NAMED)
        .map(({ task, reason }) => `${show(task)}: ${reason}`)
        .join(
          '; ',
        )}); compare models that share tasks with --baseline and --variant; if a column of tasks tells something of the model, add --ignore and its name`,
    );
  if (question === 'new-tasks' && names.length < FEWEST_NEW_TASKS)
    throw new UserError(
      `--for new-tasks: needs results on ${FEWEST_NEW_TASKS} tasks or more, found ${names.length}; ask about these tasks with --for these-tasks`,
    );
  const byTask = new Map(names.map((name) => [name, all.get(name) ?? []]));
  const ordered = inOrder(byTask, records);
  refuseRepeated(ordered, metrics);
  requireMeaningfulMeans(ordered, { metrics, scale, bounds, isMeanStated }, WORDS_OF_OPTIONS);
  const scaled = scaleTasks(byTask, { metrics, scale, bounds });
  const counted = [...scaled.values()].flat();
  const common = {
    names,
    leftOut,
    question,
    scale,
    byTask,
    metrics: scaledMetrics(metrics, scale),
    metricsOn: (task: string) => metricsOnTask(metrics, scale, bounds.get(task)),
  };
  const areWhole = compared.every((model) => hasSameSeeds(byTask, model));
  const means = question === 'new-tasks' ? meansOverSeeds(counted, names) : meansOverTasks(counted, names);
  const strataOf = strataIn(scaled, models.baseline);
  const isOfNew = question === 'new-tasks';
  const runsOfPairs = isOfNew && fixed === undefined ? strataOf : undefined;
  if (isOfNew || areWhole)
    return { ...common, areWhole, records: means, seedMeans: means, strataOf: undefined, runsOfPairs };
  return {
    ...common,
    areWhole,
    records: counted,
    seedMeans: means.filter(({ status }) => status === 'ok'),
    strataOf,
    runsOfPairs,
  };
}

/** Summaries stand next to their tasks in a table. */
function inOrder(byTask: SettledTasks['byTask'], records: readonly RunRecord[]): SettledTasks['byTask'] {
  const order = new Set(records.map(({ task }) => task));
  return new Map(
    [...order].flatMap((task) =>
      task !== undefined && byTask.has(task) ? [[task, byTask.get(task) ?? []]] : [],
    ),
  );
}

function whyLeftOut(
  records: readonly RunRecord[],
  compared: readonly string[],
  metrics: readonly Metric[],
): string | null {
  const lacking = compared.filter((name) => !records.some(({ model }) => model === name));
  if (lacking.length > 0) return `no runs of ${quoteNames(lacking, MAX_NAMED)}`;
  const finished = records.filter(({ model, status }) => status === 'ok' && compared.includes(model));
  if (finished.length === 0) return `no finished run has ${enumerate(primaryOf(metrics))}`;
  for (const { name } of metrics) {
    const split = decidingSplit(records, name);
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

function primaryOf(metrics: readonly Metric[]): string[] {
  return metrics.flatMap(({ name, role }) => (role === 'primary' ? [name] : []));
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
