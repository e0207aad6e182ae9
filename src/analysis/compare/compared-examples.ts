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
      .describe('Groups of test examples that belong together; null where each stands alone.'),
    exampleShare: z
      .number()
      .describe('What the test examples make of the variance of the difference, 0 to 1.'),
    components: z
      .object({ seed: z.number(), example: z.number(), rest: z.number() })
      .describe("Variances of one seed's, one example's (or cluster's) and one cell's effect."),
    skewness: z.number().describe('Of the law of the difference.'),
    skewCorrectedPValue: z.number().describe('May object to a verdict and never grants one.'),
    skewCorrectedEquivalencePValue: z.number().nullable(),
    seedsPValue: z
      .number()
      .nullable()
      .describe(
        'Of new seeds on these test examples alone; null without pairs, or where seeds change nothing.',
      ),
    midPValue: z
      .number()
      .nullable()
      .describe("McNemar's, of one run each that are right or wrong on every example; else null."),
    swap: z
      .object({
        fewest: z.number().describe('Test examples of the rarest class; 0: it is only predicted.'),
        pValue: z.number(),
        smallestAttainable: z.number(),
      })
      .exactOptional()
      .describe(
        "Of swapping the two models' answers example by example, where a class has few test examples and the metric is no mean.",
      ),
    examplesNeeded: z
      .number()
      .nullable()
      .describe(
        'Test examples, or clusters, that find a difference of the margin with a chance of 80 % and as many seeds; null without a margin, and where no number would do.',
      ),
  })
  .describe('The test over seeds and test examples.');
