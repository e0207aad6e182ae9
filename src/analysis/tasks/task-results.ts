/** `tasks` in `conclusive.result/1`. */
import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import { TASK_QUESTIONS, TASK_SCALES } from '../../config/schema/task-questions.ts';
import { comparisonSchema } from '../compare/comparison.ts';

const taskResultSchema = z.object({
  task: z.string(),
  comparisons: z
    .array(comparisonSchema)
    .describe(
      'Variants × metrics on this task alone. Their intervals cover at all tasks together with the level of the experiment.',
    ),
  values: z
    .record(z.string(), z.record(z.string(), z.array(z.object({ seed: z.number(), value: z.number() }))))
    .describe('model -> metric -> values of finished runs by seed.'),
});
export type TaskResult = Described<typeof taskResultSchema>;

const ranksSchema = z
  .object({
    metric: z.string(),
    models: z
      .array(z.object({ model: z.string(), rank: z.number() }))
      .describe('Average rank over the tasks; 1 is the best.'),
    statistic: z.number(),
    degreesOfFreedom: z.number(),
    pValue: z.number().describe('Friedman: do the models rank alike on all tasks?'),
    criticalDifference: z
      .number()
      .describe('Nemenyi: average ranks that are this far apart differ, for all pairs of models together.'),
  })
  .describe('Left out for fewer than three models.');
export type TaskRanks = Described<typeof ranksSchema>;

const profileSchema = z
  .object({
    metric: z.string(),
    model: z.string(),
    points: z.array(z.object({ score: z.number(), share: z.number() })),
  })
  .describe('Share of the runs, each task with the same weight, that are better than a score.');
export type TaskProfile = Described<typeof profileSchema>;

export const tasksSchema = z
  .object({
    question: z
      .enum(TASK_QUESTIONS)
      .describe(
        'these-tasks: the mean over these tasks, for new seeds. new-tasks: the mean over tasks like these; each task is a pair.',
      ),
    scale: z
      .enum(TASK_SCALES)
      .describe(
        'What is averaged over the tasks. metric: the metric. ranks: the rank of a run among those of its task, as a share, under the name rank(metric). normalised: (score − random) / (human − random), under the name normalised(metric).',
      ),
    names: z.array(z.string()).describe('Tasks that count, in order.'),
    leftOut: z
      .array(z.object({ task: z.string(), reason: z.string() }))
      .describe('Tasks that do not count, because a compared model lacks results on them.'),
    areWhole: z
      .boolean()
      .describe(
        'True if every task has the same seeds, so that the unit is the seed; else tasks are compared one by one and their differences averaged (Satterthwaite).',
      ),
    level: z.number().describe('Level of the intervals of one task: 1 − (1 − 0.95)^(1 / tasks) below 1.'),
    results: z.array(taskResultSchema).describe('In the order of names.'),
    ranks: ranksSchema.exactOptional(),
    profiles: z.array(profileSchema).exactOptional(),
  })
  .describe('Results by task; left out if there is one task.');
export type Tasks = Described<typeof tasksSchema>;
