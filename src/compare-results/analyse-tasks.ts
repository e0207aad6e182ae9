/** Compares the models on each task, and runs the checks there. */
import { type AnalysisRequest, analyseOnce } from '../analysis/decide/analyse.ts';
import { valuesOf } from '../analysis/tasks/by-task.ts';
import type { TaskResult, Tasks } from '../analysis/tasks/task-results.ts';
import type { Check } from '../checks/check.ts';
import type { Setup } from '../checks/evidence.ts';
import { mergeTaskChecks } from '../checks/merge-task-checks.ts';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import type { RunRecord } from '../records/record.ts';
import type { ResultRow } from '../records/results/result-row.ts';
import { levelOfOne } from '../stats/tasks/simultaneous.ts';
import { checkResults, seedsOf } from './check-results.ts';
import { findCopies } from './find-copies.ts';
import type { SettledTasks } from './settle-tasks.ts';

interface TaskRequest {
  readonly questions: Omit<AnalysisRequest, 'looks'>;
  readonly rows: readonly ResultRow[];
  readonly hasSeeds: boolean;
  /** Records of the seeds that the comparison over the tasks has used. */
  readonly seeds: readonly RunRecord[];
  readonly setup: Omit<Setup, 'records'>;
  readonly section: ChecksConfig;
}

export interface AnalysedTasks {
  readonly tasks: Tasks;
  readonly checks: readonly Check[];
  /** Every run that counts, on every task. */
  readonly records: readonly RunRecord[];
}

export function analyseTasks(
  { names, leftOut, question, scale, areWhole, byTask, metricsOn }: SettledTasks,
  { questions, rows, hasSeeds, seeds, setup, section }: TaskRequest,
): AnalysedTasks {
  const { alpha, variants, baseline = 'baseline' } = questions;
  const own: Omit<AnalysisRequest, 'looks'> = {
    ...questions,
    alpha: 1 - levelOfOne(1 - alpha, names.length),
  };
  const metrics = questions.metrics.map(({ name }) => name);
  const rowsByTask = groupRows(rows);
  const used = question === 'new-tasks' ? null : new Set(seeds.map(({ seed }) => seed));
  const all: RunRecord[] = [];
  const checks = new Map<string, readonly Check[]>();
  const results = names.map((task): TaskResult => {
    const records = (byTask.get(task) ?? []).filter(({ seed }) => used === null || used.has(seed));
    all.push(...records);
    const onTask = { metrics: metricsOn(task) };
    const comparisons = [...analyseOnce({ ...own, ...onTask }, records)];
    const ownRows = rowsByTask.get(task) ?? [];
    const copiedRuns = findCopies(ownRows, metrics);
    const chosenSeeds = hasSeeds ? seedsOf(ownRows) : undefined;
    checks.set(
      task,
      checkResults(
        { ...setup, ...onTask },
        { records, comparisons, copiedRuns, chosenSeeds },
        section,
        'table',
      ),
    );
    return { task, comparisons, values: valuesOf(records, [baseline, ...variants], metrics) };
  });
  return {
    tasks: {
      question,
      scale,
      names: [...names],
      leftOut: [...leftOut],
      areWhole,
      level: 1 - own.alpha,
      results,
    },
    checks: mergeTaskChecks(checks),
    records: all,
  };
}

function groupRows(rows: readonly ResultRow[]): ReadonlyMap<string, readonly ResultRow[]> {
  const groups = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const task = row.record.task ?? '';
    const own = groups.get(task) ?? [];
    groups.set(task, own);
    own.push(row);
  }
  return groups;
}
