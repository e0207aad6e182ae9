/** What is known of the test examples behind a comparison, and what the test over them gives. */
import { z } from 'zod';
import type { CrossedEstimate } from '../../stats/crossed/crossed-test.ts';

/** What a test over seeds and examples needs to know of one comparison. */
export interface CrossedSample {
  /** Of candidate − baseline, whichever way is better. */
  readonly estimate: CrossedEstimate;
  /** Null where each example is one of its own. */
  readonly clusters: number | null;
  /** McNemar's mid-p, of one run each that are right or wrong on every example; else null. */
  readonly midPValue: number | null;
  /** Of the swap test, and the smallest that it can show; null where every class has test examples enough. */
  readonly swap: {
    readonly fewest: number;
    readonly pValue: number;
    readonly smallestAttainable: number;
  } | null;
}

/** What is known of the test examples behind one comparison. */
export interface ComparedExamples {
  /** Null where no predictions tell it. */
  readonly testExamples: number | null;
  /** Null where there is no test over examples. */
  readonly sample: CrossedSample | null;
  /** Why there is none. */
  readonly reason: string | null;
  /** Whether the comparison is to be made over examples or not at all. */
  readonly isRequired: boolean;
}

export type ExamplesOf = (variant: string, metric: string) => ComparedExamples;

/** In `conclusive.result/1`. */
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
        'P-value for new seeds on these test examples only; null without pairs, or if seeds change nothing.',
      ),
    midPValue: z
      .number()
      .nullable()
      .describe("McNemar's test, if each model has one run whose answers are right or wrong; else null."),
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
