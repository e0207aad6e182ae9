/** With tasks, an experiment is judged by means, while costs, failures and checks are about single runs. */
import { recordsByTask } from '../analysis/tasks/by-task.ts';
import { requireMeaningfulMeans, WORDS_OF_CONFIG } from '../analysis/tasks/meaningful-means.ts';
import { meansOverSeeds, meansOverTasks } from '../analysis/tasks/over-tasks.ts';
import { scaledMetrics, scaleTasks } from '../analysis/tasks/scale-tasks.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { Bounds, TaskScale } from '../config/schema/task-questions.ts';
import type { RunRecord } from '../records/record.ts';

type Tasked = Pick<LoadedConfig, 'tasks' | 'verdict' | 'normalise' | 'metrics'>;

/** Whether the verdict is for new tasks. Then each task is a pair, and all seeds are trained before the only look. */
export function arePairsTasks({ tasks, verdict }: Pick<Tasked, 'tasks' | 'verdict'>): boolean {
  return tasks !== undefined && verdict.for === 'new-tasks';
}

export function scaleOfTasks({ normalise }: Pick<Tasked, 'normalise'>): TaskScale {
  return normalise === undefined ? 'metric' : 'normalised';
}

export function boundsOfTasks({ normalise = {} }: Pick<Tasked, 'normalise'>): ReadonlyMap<string, Bounds> {
  return new Map(Object.entries(normalise));
}

/** The experiment as its means are judged: with the metrics of their scale. */
export function ofMeans<Any extends { readonly config: Tasked }>(experiment: Any): Any {
  const { config } = experiment;
  return {
    ...experiment,
    config: { ...config, metrics: scaledMetrics(config.metrics, scaleOfTasks(config)) },
  };
}

/** The runs on the scale that is averaged. */
export function scaledRuns(records: readonly RunRecord[], config: Tasked): readonly RunRecord[] {
  const scale = scaleOfTasks(config);
  if (config.tasks === undefined || scale === 'metric') return records;
  const byTask = recordsByTask(records, namesOf(config));
  const { metrics } = config;
  return [...scaleTasks(byTask, { metrics, scale, bounds: boundsOfTasks(config) }).values()].flat();
}

/** The records that are judged: the means over the tasks by seed, or those over the seeds by task. */
export function meansOf(records: readonly RunRecord[], config: Tasked): readonly RunRecord[] {
  return averaged(scaledRuns(records, config), config);
}

/** @param records on the scale that is averaged */
export function averaged(
  records: readonly RunRecord[],
  config: Pick<Tasked, 'tasks' | 'verdict'>,
): readonly RunRecord[] {
  if (config.tasks === undefined) return records;
  const names = namesOf(config);
  return arePairsTasks(config) ? meansOverSeeds(records, names) : meansOverTasks(records, names);
}

/** @throws UserError for tasks whose runs have no meaningful mean */
export function requireMeans(records: readonly RunRecord[], config: Tasked): void {
  if (config.tasks === undefined) return;
  const finished = records.filter(({ status }) => status === 'ok');
  const setting = {
    metrics: config.metrics,
    scale: scaleOfTasks(config),
    bounds: boundsOfTasks(config),
    isMeanStated: config.verdict.combine === 'mean',
  };
  requireMeaningfulMeans(recordsByTask(finished, namesOf(config)), setting, WORDS_OF_CONFIG);
}

function namesOf({ tasks = [] }: Pick<Tasked, 'tasks'>): string[] {
  return tasks.map(({ name }) => name);
}

interface Design {
  readonly config: Pick<Tasked, 'tasks' | 'verdict'>;
  /** In seeds. */
  readonly looks: readonly number[];
}

/** Pairs at each look. */
export function pairsAtLooks({ config, looks }: Design): readonly number[] {
  return arePairsTasks(config) ? [config.tasks?.length ?? 0] : looks;
}

/** Runs that checks compare with their own, which are of the first task alone. */
export function ofFirstTask(
  records: readonly RunRecord[],
  { tasks }: Pick<Tasked, 'tasks'>,
): readonly RunRecord[] {
  return tasks === undefined ? records : records.filter(({ task }) => task === tasks[0]?.name);
}
