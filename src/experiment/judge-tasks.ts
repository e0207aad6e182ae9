/** Compares the models on each task alone, and runs the checks there. */
import type { AnalysisRequest } from '../analysis/decide/analyse.ts';
import { recordsByTask, valuesOf } from '../analysis/tasks/by-task.ts';
import { compareTask } from '../analysis/tasks/compare-task.ts';
import { metricsOnTask } from '../analysis/tasks/scale-tasks.ts';
import type { TaskResult, Tasks } from '../analysis/tasks/task-results.ts';
import type { Check } from '../checks/check.ts';
import type { ExtraRuns, ExtraRunsFound, TrainedExtraRuns } from '../checks/extra-runs.ts';
import { mergeTaskChecks } from '../checks/merge-task-checks.ts';
import { CHECKS } from '../checks/registry.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { Metric, Task } from '../config/file/normalise.ts';
import type { RunRecord, Split } from '../records/record.ts';
import { levelOfOne } from '../stats/tasks/simultaneous.ts';
import { type Found, gatherOfCode, gatherOfRuns } from './gather-evidence.ts';
import type { Training } from './looks/train-until-decided.ts';
import { arePairsTasks, boundsOfTasks, scaleOfTasks } from './means-of-tasks.ts';
import type { Experiment } from './prepare.ts';

export interface JudgedTasks {
  readonly byTask: Tasks;
  readonly checks: readonly Check[];
}

/** @returns null for a single data set */
export async function judgeTasks(
  experiment: Experiment,
  training: Training,
  found: Found,
): Promise<JudgedTasks | null> {
  const { config, models, name } = experiment;
  const { tasks, metrics } = config;
  if (tasks === undefined) return null;
  const names = tasks.map((task) => task.name);
  const [scale, bounds] = [scaleOfTasks(config), boundsOfTasks(config)];
  const byTask = recordsByTask(training.trained, names);
  const alpha = 1 - levelOfOne(1 - config.alpha, names.length);
  const request: Omit<AnalysisRequest, 'looks' | 'metrics'> = {
    experiment: name,
    baseline: models[0]?.name ?? 'baseline',
    variants: models.slice(1).map((model) => model.name),
    alpha,
  };
  const ofCode = await gatherOfCode(experiment, training, found);
  const looks = arePairsTasks(config) ? null : training.looks.map(({ pairs }) => pairs);
  const checks = new Map<string, readonly Check[]>();
  const results: TaskResult[] = [];
  const leftOut: Array<Tasks['leftOut'][number]> = [];
  for (const task of tasks) {
    const records = byTask.get(task.name) ?? [];
    const reason = whyLeftOut(models, records);
    const onTask = metricsOnTask(metrics, scale, bounds.get(task.name));
    const questions = { ...request, metrics: withMargin(onTask, task) };
    const readerOf = (split: Split) => found.readerOf(split, task.name);
    const comparisons = reason !== null ? [] : compareTask(questions, records, looks);
    const modelData = training.dataByTask.get(task.name) ?? [];
    const own = { records, comparisons, modelData };
    const extraRuns = runsOfTask(found.extraRuns, task.name, task === tasks[0]);
    const known = {
      ...ofCode,
      modelData,
      ...(await gatherOfRuns(experiment, own, {
        ...found,
        extraRuns,
        readerOf,
      })),
    };
    checks.set(task.name, runChecks(CHECKS, known, config.checks));
    if (reason !== null) {
      leftOut.push({ task: task.name, reason });
      continue;
    }
    const values = valuesOf(
      records,
      models.map((model) => model.name),
      metrics.map((metric) => metric.name),
    );
    results.push({ task: task.name, comparisons, values });
  }
  const question = arePairsTasks(config) ? 'new-tasks' : 'these-tasks';
  return {
    byTask: {
      question,
      names: results.map(({ task }) => task),
      leftOut,
      areWhole: true,
      scale,
      level: 1 - alpha,
      results,
    },
    checks: mergeTaskChecks(checks),
  };
}

function whyLeftOut(
  [baseline, ...variants]: Experiment['models'],
  records: readonly RunRecord[],
): string | null {
  const hasRuns = (name: string | undefined) =>
    records.some(({ model, status }) => model === name && status === 'ok');
  if (!hasRuns(baseline?.name)) return 'no run of the baseline finished';
  return variants.some(({ name }) => hasRuns(name)) ? null : 'no run of a variant finished';
}

/**
 * The runs of checks that are of this task. Those of one task alone say nothing about the others, and why none were trained is
 * told by the first.
 */
function runsOfTask(trained: TrainedExtraRuns, task: string, isFirst: boolean): TrainedExtraRuns {
  const own = new Map<ExtraRuns<unknown>, ExtraRunsFound>();
  for (const [kind, found] of trained) {
    if ('untrained' in found) {
      if (isFirst) own.set(kind, found);
      continue;
    }
    const groups = found.map((group) => ({
      ...group,
      records: group.records.filter((record) => record.task === task),
    }));
    if (isFirst || groups.some(({ records }) => records.length > 0)) own.set(kind, groups);
  }
  return own;
}

function withMargin(metrics: readonly Metric[], { margin }: Task): readonly Metric[] {
  const primary = metrics.findIndex(({ role }) => role === 'primary');
  return metrics.map((metric, at) => (margin === null || at !== primary ? metric : { ...metric, margin }));
}
