/** Which question about several tasks the call asks, and which runs answer it. */
import type { TaskGuard } from '../analysis/tasks/guard-tasks.ts';
import {
  refuseRepeated,
  requireMeaningfulMeans,
  WORDS_OF_OPTIONS,
} from '../analysis/tasks/meaningful-means.ts';
import { isShare } from '../config/known-metrics.ts';
import { nearest } from '../config/nearest.ts';
import { UserError } from '../config/user-error.ts';
import { show } from '../records/readers/unreadable-run-error.ts';
import type { RunRecord } from '../records/record.ts';
import type { TasksOfTable } from '../records/results/tables/one-of-each.ts';
import { firstOf } from '../words/list.ts';
import { plural } from '../words/plural.ts';
import type { Settings } from './read-settings.ts';
import { FEWEST_NEW_TASKS, type SettledTasks, settleTasks, type TaskSetting } from './settle-tasks.ts';

export interface ChosenTasks {
  /** The runs that are compared. */
  readonly records: readonly RunRecord[];
  /** Names of the tasks that are the pairs; null if seeds are. */
  readonly pairs: readonly string[] | null;
  /** Null for one task, and for one result of each model and task. */
  readonly several: SettledTasks | null;
  readonly notices: readonly string[];
}

const MAX_SHOWN = 3;

/** @throws UserError for a question that these results cannot answer */
export function chooseTasks(
  tasks: TasksOfTable | null,
  {
    question,
    seeds,
    scale,
    isMeanStated,
    gate,
  }: Pick<Settings, 'question' | 'seeds' | 'scale' | 'isMeanStated' | 'gate'>,
  records: readonly RunRecord[],
  {
    guarded,
    ...setting
  }: Omit<TaskSetting, 'question' | 'scale' | 'isMeanStated'> & {
    readonly guarded: readonly string[];
  },
): ChosenTasks {
  if (gate.tasks !== undefined) checkGuard(gate.tasks, tasks, records, setting);
  if (gate.tasks !== undefined && scale === 'normalised')
    throw new UserError(
      '--no-task-worse-than: has one size in the metric, whose scale differs between tasks with --normalise; leave one of them out',
    );
  if (tasks === null || tasks.arePairs) {
    if (question !== null && tasks === null)
      throw new UserError(`--for ${question}: these results are of one task; leave --for out`);
    if (question === 'these-tasks')
      throw new UserError(
        '--for these-tasks: needs several runs of each model on a task, but each has one; leave --for out to ask about tasks like these',
      );
    if (scale !== 'metric' || (isMeanStated && tasks === null))
      throw new UserError(
        `${scale === 'normalised' ? '--normalise' : '--combine'}: needs several runs of each model on several tasks; leave it out`,
      );
    if (tasks !== null && setting.fixed === undefined) requireSharedTasks(records, setting.models);
    if (tasks !== null && tasks.names.length < FEWEST_NEW_TASKS)
      throw new UserError(
        `each model has one result on each of ${tasks.names.length} tasks, which tells nothing about other seeds, and too little about other tasks; add seeds, or results on ${FEWEST_NEW_TASKS} tasks or more`,
      );
    if (tasks !== null) requireMeaningfulPairs(tasks.names, records, setting.metrics, isMeanStated);
    return { records, pairs: tasks?.names ?? null, several: null, notices: [] };
  }
  if (scale !== 'metric' && (guarded.length > 0 || setting.fixed !== undefined))
    throw new UserError(
      '--normalise: changes the unit of the scores, which --no-worse and --baseline-value need; leave one of them out',
    );
  const several = settleTasks(records, tasks.names, {
    ...setting,
    question: question ?? 'these-tasks',
    scale,
    isMeanStated,
  });
  const areSeeds = several.question === 'these-tasks' && several.areWhole;
  if (seeds !== null && !areSeeds)
    throw new UserError(
      `--design: a sequential design needs the same seeds on every task${several.areWhole ? '' : ', but some are missing'}; leave --design out`,
    );
  return {
    records: several.records,
    pairs: several.question === 'new-tasks' ? several.names : null,
    several,
    notices: describe(several),
  };
}

const OTHER_SCALES = 'Write the scores on one scale. To average all the same, add --combine mean';

/** With one result of each model and task, a run's seed is the number of its task. */
function requireSharedTasks(
  records: readonly RunRecord[],
  { baseline, variants }: TaskSetting['models'],
): void {
  const tasksOf = (name: string) =>
    new Set(records.flatMap(({ model, seed }) => (model === name ? [seed] : [])));
  const own = tasksOf(baseline);
  const apart = variants.find((name) => ![...tasksOf(name)].some((task) => own.has(task)));
  if (apart === undefined) return;
  throw new UserError(
    `${show(apart)} and ${show(baseline)} share no task; compare models that do with --baseline and --variant; if a column of tasks tells something of the run, add --ignore and its name`,
  );
}

function requireMeaningfulPairs(
  names: readonly string[],
  records: readonly RunRecord[],
  metrics: TaskSetting['metrics'],
  isMeanStated: boolean,
): void {
  const byTask = new Map<string, RunRecord[]>();
  for (const record of records) {
    const task = names[record.seed - 1] ?? '';
    byTask.set(task, [...(byTask.get(task) ?? []), record]);
  }
  refuseRepeated(byTask, metrics);
  requireMeaningfulMeans(
    byTask,
    { metrics, scale: 'metric', bounds: new Map(), isMeanStated },
    { ...WORDS_OF_OPTIONS, otherScales: OTHER_SCALES },
  );
}

function checkGuard(
  { allow, 'no-worse-than': size }: TaskGuard,
  tasks: TasksOfTable | null,
  records: readonly RunRecord[],
  { metrics }: Pick<TaskSetting, 'metrics'>,
): void {
  if (tasks === null || tasks.arePairs)
    throw new UserError(
      `--no-task-worse-than: needs several runs of each model on each of several tasks, but ${tasks === null ? 'these results are of one task' : 'each task has one'}; leave it out`,
    );
  const primary = metrics.filter(({ role }) => role === 'primary').map(({ name }) => name);
  if (primary.length > 1)
    throw new UserError(
      `--no-task-worse-than: does not say which metric it is for: ${primary.join(', ')}; choose one with --metric, and show the others with --secondary`,
    );
  const [name = ''] = primary;
  const isWithin = records.every(({ metrics: own }) =>
    Object.values(own).every((values) => (values?.[name] ?? 0) <= 1),
  );
  if (isShare(name) && isWithin && size >= 1)
    throw new UserError(
      `--no-task-worse-than: ${size} is as large as ${name} can get, so every loss would be allowed; ` +
        "write it in the metric's unit: 0.01 is one percentage point",
    );
  const unknown = allow.find((name) => !tasks.names.includes(name));
  if (unknown === undefined) return;
  const guess = nearest(unknown, tasks.names);
  throw new UserError(
    `--allow-task: ${show(unknown)} is not among the tasks${guess === null ? '' : `; did you mean ${show(guess)}?`}`,
  );
}

function describe({ leftOut, areWhole, question }: SettledTasks): string[] {
  const shown = leftOut.map(({ task, reason }) => `${task} (${reason})`);
  return [
    ...(leftOut.length === 0
      ? []
      : [`${plural(leftOut.length, 'task does', 'tasks do')} not count: ${firstOf(shown, MAX_SHOWN)}.`]),
    ...(areWhole || question === 'new-tasks'
      ? []
      : ['Seeds differ between tasks, so each task is compared alone, then averaged.']),
  ];
}
