import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import type { CrossedEstimate } from '../../stats/crossed/crossed-test.ts';

export interface CrossedSample {
  /** Not turned by the metric's direction. */
  readonly estimate: CrossedEstimate;
  /** Whether the runs are repeats of an evaluation, which are too few to be tested alone. Default: false. */
  readonly areRepeats?: boolean;
  /** Null where each example is its own. */
  readonly clusters: number | null;
  /** For models that are right or wrong on each example, alike in all runs; else null. */
  readonly midPValue: number | null;
  /** Null where every class has enough test examples. */
  readonly swap: {
    readonly fewest: number;
    readonly pValue: number;
    readonly smallestAttainable: number;
  } | null;
}

export interface ComparedExamples {
  /** Null without predictions. */
  readonly testExamples: number | null;
  readonly sample: CrossedSample | null;
  readonly reason: string | null;
  readonly isRequired: boolean;
}

export type ExamplesOf = (variant: string, metric: string) => ComparedExamples;

export const crossedSchema = z
  .object({
    clusters: z
      .number()
      .nullable()
      .describe(
        'Number of groups of test examples that belong together; null if each example is its own group.',
      ),
    exampleShare: z
      .number()
      .describe('Share of the variance of the difference that comes from the test examples, 0 to 1.'),
    components: z
      .object({ seed: z.number(), example: z.number(), rest: z.number() })
      .describe(
        'Variance of the effect of a seed, of an example (or cluster), and of one run on one example.',
      ),
    skewness: z.number().describe('Skewness of the distribution of the difference.'),
    skewCorrectedPValue: z.number().describe('This p-value can withhold a verdict but never gives one.'),
    skewCorrectedEquivalencePValue: z.number().nullable(),
    seedsPValue: z
      .number()
      .nullable()
      .describe(
        'P-value for new seeds on these test examples only; null for one run of a model, for an evaluation, or if seeds change nothing.',
      ),
    seedsEquivalencePValue: z
      .number()
      .nullable()
      .describe('The same for equivalence; null without a margin, too.'),
    unsteady: z
      .boolean()
      .describe(
        'Whether one model is unsteady: its seeds spread more (Pitman–Morgan, p ≤ 0.01), and the skewness of the seeds is against the difference; or it is the better one, and the roots of its errors spread more (p ≤ 0.05). Then every p-value of a difference must be at most a tenth of its level.',
      ),
    midPValue: z
      .number()
      .nullable()
      .describe(
        "McNemar's test, if answers are right or wrong and each model has one run, or runs that are copies; else null.",
      ),
    swap: z
      .object({
        fewest: z
          .number()
          .describe('Test examples of the rarest class; 0: a class is predicted but has no test example.'),
        pValue: z.number(),
        smallestAttainable: z.number(),
      })
      .exactOptional()
      .describe(
        "Test by swapping the two models' answers example by example, if a class has few test examples and the metric is not a mean.",
      ),
    examplesNeeded: z
      .number()
      .nullable()
      .describe(
        'Test examples, or clusters, needed to detect a difference of the margin with 80 % power and the same seeds; null without a margin, or if no number is enough.',
      ),
  })
  .describe('The test over seeds and test examples.');
export type CrossedNumbers = Described<typeof crossedSchema>;
