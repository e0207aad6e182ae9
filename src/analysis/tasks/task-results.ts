/** `tasks` in `conclusive.result/1`. */
import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import { TASK_QUESTIONS, TASK_SCALES } from '../../config/schema/task-questions.ts';
import { comparisonSchema, intervalSchema } from '../compare/comparison.ts';

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

const shareSchema = intervalSchema.extend({ value: z.number() });

const aggregatesSchema = z.object({
  metric: z.string(),
  interquartileMeans: z
    .array(
      z.object({
        model: z.string(),
        value: z.number(),
        level: z.number(),
        low: z.number(),
        high: z.number(),
      }),
    )
    .describe(
      'Mean of the middle half of all runs on all tasks (rliable), with a stratified bootstrap interval. Empty if the tasks have other scales.',
    ),
  probabilitiesOfImprovement: z
    .array(shareSchema.extend({ variant: z.string() }))
    .describe(
      'Chance that a run of the variant beats a run of the baseline on the same task, averaged over the tasks (rliable).',
    ),
  ranks: z
    .object({
      models: z.array(z.object({ model: z.string(), averageRank: z.number() })).describe('1 is the best.'),
      friedman: z.object({ statistic: z.number(), degreesOfFreedom: z.number(), pValue: z.number() }),
      criticalDifference: z
        .number()
        .describe("Average ranks that differ by more are different at the level of 0.05 (Nemenyi's test)."),
    })
    .nullable()
    .describe(
      'Ranks of the mean scores within each task; null for two models, and for fewer than five tasks.',
    ),
  wilcoxon: z
    .array(z.object({ variant: z.string(), pValue: z.number() }))
    .describe(
      'Signed-rank test over the tasks against the baseline, adjusted for all pairs of models (Holm); empty for fewer than five tasks.',
    ),
});
export type Aggregates = Described<typeof aggregatesSchema>;

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
        'Values that are averaged over the tasks. metric: the metric. ranks: the rank of a run among those of its task, as a share, under the name rank(metric). normalised: (score − random) / (human − random) of the primary metric, under the name normalised(metric).',
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
    aggregates: z
      .array(aggregatesSchema)
      .describe('Other summaries over the tasks, by primary metric; they decide nothing.'),
  })
  .describe('Results by task; left out if there is one task.');
export type Tasks = Described<typeof tasksSchema>;
