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
      'Variants × metrics on this task alone, in the metric itself, whatever the scale. Their intervals cover at all tasks together with the level of the experiment.',
    ),
  values: z
    .record(z.string(), z.record(z.string(), z.array(z.object({ seed: z.number(), value: z.number() }))))
    .describe('model -> metric -> values of finished runs by seed.'),
});
export type TaskResult = Described<typeof taskResultSchema>;

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
        'Values that are averaged over the tasks. metric: the metric. normalised: (score − random) / (human − random) of the primary metric, under the name normalised(metric).',
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
  })
  .describe('Results by task; left out if there is one task.');
export type Tasks = Described<typeof tasksSchema>;
