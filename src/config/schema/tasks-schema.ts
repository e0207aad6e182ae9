/** `tasks`: several data sets on which every model is trained, and the keys that depend on them. */
import { z } from 'zod';
import { firstOf } from '../../words/list.ts';
import { knownMetric, meansTheSame } from '../known-metrics.ts';
import { nameSchema, paramsSchema } from '../names.ts';
import { didYouMean } from '../nearest.ts';
import { type Context, type Report, reporter } from './issues.ts';
import { pathSchema } from './path-schema.ts';
import { primaryOf, refuseRepeats } from './rules.ts';
import { TASK_QUESTIONS, whyReversed } from './task-questions.ts';

const MAX_TASKS = 500;
const FEWEST_NEW_TASKS = 6;

const taskNameSchema = z
  .string()
  .max(100)
  .regex(
    /^[A-Za-z0-9](?!.*\/\.\.?(?:\/|$))[\w./-]*$/,
    'must be letters, digits, "_", ".", "/" or "-", start with a letter or digit, and have no part "." or ".."',
  );

const taskSchema = z.strictObject({
  name: taskNameSchema.describe('Name of the task, which the command gets as `{task}`. Unique.'),
  params: paramsSchema
    .optional()
    .describe("Parameters for this task; they override the model's and the shared ones."),
  metric: nameSchema
    .optional()
    .describe('The name of the primary metric in this task, if the trainer logs another one there: `f1`.'),
  margin: z
    .number()
    .positive()
    .optional()
    .describe("The smallest difference that matters in this task. Default: the primary metric's."),
  evaluation: z
    .array(pathSchema)
    .optional()
    .describe('Evaluation files of this task, in addition to the shared `evaluation`.'),
  seeds: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe(
      'Seeds of this task, if it needs fewer than the others. Only with `verdict: { for: new-tasks }`, where a task is one mean over its seeds.',
    ),
});

export const tasksSchema = z
  .array(
    z
      .union([taskNameSchema, taskSchema], {
        error: 'must be a name, or a mapping with name, params, metric, margin, evaluation and seeds',
      })
      .transform((task) => (typeof task === 'string' ? { name: task } : task)),
  )
  .min(2)
  .max(MAX_TASKS)
  .superRefine(refuseRepeats('name'))
  .describe(
    'Data sets: every model is trained on each of them with every seed. The command gets the name as `{task}` or `CONCLUSIVE_TASK`, a module as `context.task`.',
  );

export const gateTasksSchema = z
  .strictObject({
    'no-worse-than': z
      .number()
      .positive()
      .describe(
        'The loss that each task may have at most, in the unit of the primary metric. The gate fails unless a larger one is ruled out on every task.',
      ),
    allow: z
      .array(taskNameSchema)
      .superRefine(refuseRepeats(null))
      .default([])
      .describe('Tasks that may get worse.'),
  })
  .optional()
  .describe('No task may get worse: `{ no-worse-than: 0.01, allow: [rte] }`. Needs `tasks`.');

export const normaliseSchema = z
  .record(
    taskNameSchema,
    z.strictObject({
      random: z.number().describe('The score that becomes 0, such as that of random guesses.'),
      human: z.number().describe('The score that becomes 1, such as that of people.'),
    }),
  )
  .optional()
  .describe(
    'A random and a human score of the primary metric in each task: `{ wine: { random: 0.33, human: 1 } }`. The mean over the tasks is then of (score − random) / (human − random); margin and min-effect are in that unit, and secondary metrics keep theirs.',
  );

interface Tasked {
  readonly trainer: { readonly command?: string | undefined };
  readonly tasks?: ReadonlyArray<z.output<typeof taskSchema>> | undefined;
  readonly vary: string | readonly string[];
  readonly seeds?: unknown;
  readonly verdict: { readonly for?: string | undefined; readonly combine?: 'mean' | undefined };
  readonly normalise?: z.output<typeof normaliseSchema>;
  readonly claim?: unknown;
  readonly metrics: ReadonlyArray<{
    readonly name: string;
    readonly role?: string | undefined;
    readonly direction?: string | undefined;
  }>;
  readonly models: { readonly baseline: { readonly value?: unknown } };
  readonly gate: {
    readonly tasks?: { readonly allow: readonly string[] } | undefined;
    readonly metrics?: unknown;
  };
}

export function checkTasks(config: Tasked, context: Context): void {
  const { tasks, trainer, vary, verdict, models, gate } = config;
  const report = reporter(context);
  const asked = verdict.for;
  const isOfTasks = TASK_QUESTIONS.some((question) => question === asked);
  if (tasks === undefined) {
    if (/\{task\}/.test(trainer.command ?? ''))
      report(['trainer', 'command'], '{task} has no value without tasks; list them, or remove it');
    if (isOfTasks) report(['verdict', 'for'], `${asked} needs tasks; list them, or remove this key`);
    const needing: Array<readonly [unknown, string[]]> = [
      [gate.tasks, ['gate', 'tasks']],
      [verdict.combine, ['verdict', 'combine']],
      [config.normalise, ['normalise']],
    ];
    for (const [value, path] of needing)
      if (value !== undefined) report(path, 'needs tasks; list them, or remove this key');
    return;
  }
  const names = tasks.map(({ name }) => name);
  if (vary === 'folds')
    report(['tasks'], 'cannot be used with vary: folds, whose test is for one data set; choose one of them');
  if (models.baseline.value !== undefined)
    report(['models', 'baseline', 'value'], 'is one number, which cannot be compared task by task; train it');
  if (asked === 'new-tasks' && names.length < FEWEST_NEW_TASKS)
    report(
      ['verdict', 'for'],
      `new-tasks needs at least ${FEWEST_NEW_TASKS} tasks, because they are its sample; there are ${names.length}`,
    );
  if (asked === 'new-tasks' && typeof config.seeds === 'object')
    report(
      ['seeds'],
      'must be a number with verdict.for: new-tasks, because the tasks are the pairs, and there is one look at all of them',
    );
  const refuseUnknown = (name: string, path: Array<string | number>) => {
    if (!names.includes(name)) report(path, `"${name}" is not among the tasks${didYouMean(name, names)}`);
  };
  for (const [index, name] of (gate.tasks?.allow ?? []).entries())
    refuseUnknown(name, ['gate', 'tasks', 'allow', index]);
  for (const name of Object.keys(config.normalise ?? {})) refuseUnknown(name, ['normalise', name]);
  for (const [index, task] of tasks.entries()) {
    if (task.seeds === undefined) continue;
    const path = ['tasks', index, 'seeds'];
    if (asked !== 'new-tasks')
      report(
        path,
        'needs verdict: { for: new-tasks }. The mean over these tasks is taken seed by seed, so every task needs the same seeds; remove it',
      );
    else if (typeof config.seeds !== 'number' || task.seeds > config.seeds)
      report(path, `must be at most the seeds of the other tasks; write seeds: ${task.seeds} or more`);
  }
  checkTaskMetrics(config, tasks, report);
  checkScale(config, names, report);
}

/** Whatever names a metric or its unit would be about the metric, which is not what is compared. */
function checkScale(config: Tasked, names: readonly string[], report: Report): void {
  const { verdict, normalise, metrics, gate, claim } = config;
  if (normalise === undefined) return;
  if (verdict.for === 'new-examples')
    report(
      ['verdict', 'for'],
      'new-examples needs the metric itself, which normalise replaces; remove one of them',
    );
  if (gate.metrics !== undefined)
    report(['gate', 'metrics'], 'is in the unit of a metric, which normalise replaces; remove one of them');
  if (claim !== undefined)
    report(['claim'], 'is in the unit of a metric, which normalise replaces; remove one of them');
  if (gate.tasks !== undefined)
    report(
      ['gate', 'tasks'],
      'has one size in the metric, whose scale differs between tasks with normalise; remove one of them',
    );
  checkBounds({ metrics, normalise }, names, report);
}

function checkBounds(
  { metrics, normalise = {} }: Pick<Tasked, 'metrics' | 'normalise'>,
  names: readonly string[],
  report: Report,
): void {
  const [primary, second] = primaryOf(metrics);
  if (second !== undefined)
    report(
      ['normalise'],
      `does not say which primary metric it is for: ${primary?.name} or ${second.name}; keep one primary metric, or remove it`,
    );
  const lacking = names.filter((name) => !Object.hasOwn(normalise, name));
  if (lacking.length > 0)
    report(['normalise'], `has no scores of ${firstOf(lacking, 3)}; add its random and its human score`);
  const direction = primary && (primary.direction ?? knownMetric(primary.name)?.direction);
  if (direction === undefined) return;
  for (const [task, bounds] of Object.entries(normalise)) {
    const why = whyReversed(bounds, { name: primary?.name ?? '', direction });
    if (why !== null)
      report(['normalise', task], `random ${bounds.random} and human ${bounds.human}, ${why}`);
  }
}

function checkTaskMetrics(
  { metrics, verdict, normalise }: Tasked,
  tasks: NonNullable<Tasked['tasks']>,
  report: Report,
): void {
  const [primary, second] = primaryOf(metrics);
  const isDecided = verdict.combine !== undefined || normalise !== undefined;
  for (const [index, { metric, margin }] of tasks.entries()) {
    if (second !== undefined && (metric !== undefined || margin !== undefined)) {
      const key = metric === undefined ? 'margin' : 'metric';
      report(
        ['tasks', index, key],
        `does not say which primary metric it is for: ${primary?.name} or ${second.name}; keep one primary metric, or remove it`,
      );
    }
    const own = metric === undefined ? undefined : knownMetric(metric)?.direction;
    const wanted = primary && (primary.direction ?? knownMetric(primary.name)?.direction);
    if (own !== undefined && wanted !== undefined && own !== wanted)
      report(
        ['tasks', index, 'metric'],
        `${metric} is to ${own}, but ${primary?.name} is to ${wanted}, so their mean over tasks means nothing; choose a metric of the same direction`,
      );
    else if (metric !== undefined && primary !== undefined && !isDecided && !isSame(metric, primary.name))
      report(
        ['tasks', index, 'metric'],
        `${metric} may have another scale than ${primary.name}. Add normalise, with the two scores that stand for 0 and 1 on each task, or average all the same with verdict: { combine: mean }`,
      );
  }
}

const SPLIT_IN_FRONT = /^(?:val|valid|validation|eval|dev|test)[_/.]/;

/** Another name of the same metric, perhaps with a split in front. */
function isSame(one: string, other: string): boolean {
  const [a = '', b = ''] = [one, other].map((name) => name.replace(SPLIT_IN_FRONT, ''));
  return meansTheSame(a, b);
}
