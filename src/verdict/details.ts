/** Data for pictures, so that a report can be drawn from the result alone. */
import { z } from 'zod';
import type { Described } from '../config/described.ts';

const sliceSchema = z.object({
  variant: z.string(),
  slice: z.string(),
  metric: z.string().nullable().describe('null: the share of examples that are right.'),
  isNamed: z
    .boolean()
    .describe('Whether the runs name this slice; else it was found by search, and is exploratory.'),
  examples: z.number(),
  difference: z.number().describe('Positive is better.'),
  interval: z
    .object({ low: z.number(), high: z.number() })
    .nullable()
    .describe('At the level of the check of slices; null if all pairs differ by the same amount.'),
});

const changedSchema = z.object({
  id: z.string(),
  show: z.string().exactOptional().describe('Text, or a PNG in base64, as the runs give it.'),
  label: z.number().describe('The true class, by its number.'),
  before: z
    .number()
    .describe(
      'Most frequent prediction of the baseline; its most frequent wrong prediction if most runs are wrong.',
    ),
  after: z.number(),
  rightBefore: z.number().describe('Number of baseline runs that were right.'),
  rightAfter: z.number(),
});

const confusionSchema = z.object({
  label: z.number().describe('The true class, by its number.'),
  taken: z.number().describe('The predicted class.'),
  newlyWrong: z.number().describe('Examples that only the variant confuses in this way.'),
  newlyRight: z.number().describe('Examples that only the baseline confuses in this way.'),
});

export const detailsSchema = z
  .object({
    slices: z.array(sliceSchema),
    classNames: z
      .array(z.string())
      .exactOptional()
      .describe('By class number; left out if the runs number their classes.'),
    changes: z.array(
      z.object({
        variant: z.string(),
        pairs: z.number(),
        newlyWrong: z.number().describe('Test examples right in most runs before, and wrong in most now.'),
        newlyRight: z.number(),
        confusion: z
          .array(confusionSchema)
          .describe('All confusions of changed examples, the most frequent first.'),
        examples: z.array(changedSchema).describe('The examples with the clearest change.'),
      }),
    ),
    calibration: z.array(
      z.object({
        model: z.string(),
        bins: z.array(z.object({ confidence: z.number(), accuracy: z.number(), predictions: z.number() })),
        expectedError: z.number().describe('Mean distance of confidence and accuracy, over all predictions.'),
      }),
    ),
    sensitivity: z.array(
      z.object({
        variant: z.string(),
        metric: z.string(),
        setting: z.string().describe('Parameter and the factor that it is multiplied by.'),
        difference: z.number(),
        interval: z.object({ low: z.number(), high: z.number() }).nullable(),
        pairs: z.number(),
      }),
    ),
  })
  .describe('Descriptions for the pictures of the report. They decide nothing.');
export type Details = Described<typeof detailsSchema>;
