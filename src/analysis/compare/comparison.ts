/** The schema in `conclusive.result/1`. */
import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import { ROLES } from '../../config/schema/metric-schema.ts';
import { crossedSchema } from './compared-examples.ts';

export const VERDICTS = ['improvement', 'regression', 'equivalent', 'inconclusive', 'invalid'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const SCOPES = ['new-examples', 'this-test-set', 'these-models'] as const;
/** What a verdict holds for. */
export type Scope = (typeof SCOPES)[number];

export const scopeSchema = z
  .enum(SCOPES)
  .describe(
    'new-examples: new seeds and new test examples. this-test-set: new seeds on these test examples. these-models: these two trained models on new test examples; says nothing about training them again.',
  );

export const intervalSchema = z.object({
  level: z.number().describe('0.95: such intervals cover the true value 95 times in 100.'),
  low: z.number(),
  high: z.number(),
});
export type Interval = Described<typeof intervalSchema>;

const sampleSummarySchema = z.object({
  n: z.number(),
  mean: z.number(),
  standardDeviation: z
    .number()
    .nullable()
    .describe('Sample standard deviation (n − 1); null with a single run.'),
});
export type SampleSummary = Described<typeof sampleSummarySchema>;

const CAUSES = ['identical', 'ceiling', 'constant', 'failures', 'examples-limit'] as const;

const causeSchema = z
  .enum(CAUSES)
  .nullable()
  .describe(
    'Reason in one word, for programs. identical: the arms are equal to the last digit. ceiling: both are at the best possible value. constant: all pairs differ by the same amount. failures: the verdict would change if failed runs counted as the worst result. examples-limit: more test examples could settle it, more seeds cannot.',
  );

const GUARD_STATUSES = ['shown', 'worse', 'not-shown'] as const;

const guardSchema = z
  .object({
    margin: z.number(),
    status: z
      .enum(GUARD_STATUSES)
      .describe(
        'shown: a loss above the margin is ruled out. worse: a loss above the margin is shown. not-shown: neither. All but "shown" fail the gate.',
      ),
    pValue: z
      .number()
      .nullable()
      .describe(
        'One-sided test of "worse by the margin or more"; null if nothing was tested. At most half of the level of the interval exactly when the interval lies above −margin.',
      ),
    pValueAdjusted: z.number().nullable().describe('Adjusted for the number of variants.'),
    significanceLevel: z.number().nullable().describe('pValueAdjusted must be at most this at its look.'),
    pairs: z.number().describe('Pairs at the look that decided it.'),
    reason: z.string().nullable().describe('Anything the numbers do not say; else null.'),
  })
  .describe('A secondary metric that must not get worse.');
export type Guard = Described<typeof guardSchema>;

const lookTakenSchema = z
  .object({
    pairs: z.number(),
    difference: z.number().describe('The mean difference; positive is better.'),
    pValue: z.number(),
    level: z.number().describe('pValue had to be at most this.'),
  })
  .describe('What a comparison showed at one look.');
export type LookTaken = Described<typeof lookTakenSchema>;

/** Numbers that exist whenever both arms were measured. */
const baseSchema = z.object({
  variant: z.string(),
  metric: z.string(),
  role: z
    .enum(ROLES)
    .describe(
      'Act on primary metrics only. Secondary metrics are exploratory: tested at the full level, without correction.',
    ),
  pairing: z
    .enum(['seed', 'fold', 'task', 'none', 'value'])
    .describe(
      'seed, fold, task: the arms share seeds, folds or data sets, and are compared pair by pair. none: unpaired (Welch). value: one-sample, against a fixed number.',
    ),
  guard: guardSchema.exactOptional(),
});
export type Pairing = z.infer<typeof baseSchema>['pairing'];

const impossibleSchema = baseSchema
  .extend({
    verdict: z
      .enum(['invalid', 'inconclusive', 'equivalent'])
      .describe('equivalent: every pair is equal, and no change is intended.'),
    reason: z.string(),
    cause: causeSchema,
    difference: z.null(),
  })
  .describe(
    'The comparison could not be made, e.g. with too few pairs or broken data, so it has no numbers.',
  );
export type ImpossibleComparison = Described<typeof impossibleSchema>;

const permutationSchema = z.object({
  pValue: z.number(),
  exact: z.boolean(),
  smallestAttainable: z.number(),
});

const measuredSchema = baseSchema
  .extend({
    scope: scopeSchema,
    scopeReason: z
      .string()
      .nullable()
      .describe('Why it does not hold for new examples; null if it does, or if that was not requested.'),
    testExamples: z.number().nullable().describe('null: unknown, because no predictions were saved.'),
    crossed: crossedSchema.nullable().describe('null: the test is over seeds or folds only.'),
    verdict: z.enum(VERDICTS).exclude(['invalid']),
    reason: z
      .string()
      .nullable()
      .describe('Why a verdict was withheld, or another fact that the numbers do not show; else null.'),
    cause: causeSchema,
    downgradedBy: z.string().exactOptional().describe('The check that downgraded an improvement.'),
    baseline: sampleSummarySchema,
    candidate: sampleSummarySchema,
    better: z
      .object({ count: z.number(), of: z.number() })
      .nullable()
      .describe('Pairs in which the variant was better, and of how many; null without pairs.'),
    difference: z.number().describe('The mean difference; positive is better.'),
    estimate: z
      .number()
      .describe(
        'The difference that reports show: the mean, or after several looks the median-unbiased estimate.',
      ),
    corrected: z
      .number()
      .exactOptional()
      .describe(
        'The estimate, corrected because verdicts favour large estimates. Missing without a verdict.',
      ),
    standardError: z.number(),
    degreesOfFreedom: z.number(),
    minEffect: z
      .number()
      .exactOptional()
      .describe(
        'min-effect of the metric: statistic, pValue and cross-checks test a difference between 0 and it.',
      ),
    statistic: z.number(),
    interval: intervalSchema
      .extend({ method: z.enum(['student-t', 'nadeau-bengio', 'welch-t', 'crossed', 'stratified']) })
      .describe(
        'Decides the comparison: significant if it excludes zero, equivalent if it lies within ±margin. It covers the true value at all looks and in all designs on these runs together. All primary intervals together cover with 1 − alpha.',
      ),
    pValue: z.number(),
    pValueAdjusted: z
      .number()
      .nullable()
      .describe(
        'Bonferroni-adjusted over variants × primary metrics; null for secondary metrics, which are exploratory.',
      ),
    significanceLevel: z.number().describe('pValueAdjusted must be at most this at this look.'),
    localLevel: z
      .number()
      .describe(
        'pValue, unadjusted, must be at most this, and so must the p-values of the cross-checks. It is an equal share of alpha.',
      ),
    looks: z
      .array(lookTakenSchema)
      .exactOptional()
      .describe('Every look of this run, including the last; left out if there was only one.'),
    stageWise: z
      .object({ pValue: z.number() })
      .nullable()
      .describe('P-value that accounts for the earlier looks; null if there was none.'),
    signFlip: permutationSchema.nullable(),
    studentised: z
      .object({
        pValue: z.number(),
        equivalencePValue: z.number().nullable(),
        nonInferiorityPValue: z.number().nullable(),
        smallestAttainable: z.number(),
        interval: z
          .object({ level: z.number(), low: z.number().nullable(), high: z.number().nullable() })
          .describe(
            'At the level of the comparison: a claim must hold for both intervals. A limit is null if there are too few pairs for it.',
          ),
      })
      .nullable()
      .describe(
        'Bootstrap-t: compares the t statistic with its distribution in resamples, for zero, for ±margin, and (one-sided) for −margin.',
      ),
    permutation: permutationSchema
      .nullable()
      .describe(
        'Permutation test for unpaired runs, over all ways to assign the results to the two arms. Null with pairs, or if both arms have many runs.',
      ),
    wilcoxon: z.object({ pValue: z.number() }).nullable(),
    equivalence: z
      .object({
        margin: z.number(),
        pValue: z.number(),
        pValueAdjusted: z
          .number()
          .nullable()
          .describe('Scaled to its level: at most that exactly when the interval lies within ±margin.'),
        significanceLevel: z.number().describe('pValueAdjusted must be at most this at this look.'),
        localLevel: z.number().describe('pValue, unadjusted, must be at most this.'),
      })
      .nullable()
      .describe(
        'Two one-sided tests (TOST), each at half the level of the difference: the same interval compared with ±margin.',
      ),
    effectSize: z.object({ name: z.enum(['hedges-g-paired', 'hedges-g']), value: z.number() }).nullable(),
    probabilityOfImprovement: intervalSchema
      .extend({ value: z.number() })
      .nullable()
      .describe(
        'For these examples only. Null for folds, whose runs are not independent, and for tests over seeds and examples.',
      ),
    power: z.object({
      minimumDetectableDifference: z.number(),
      pairsForMargin: z
        .number()
        .nullable()
        .describe(
          'Pairs needed to detect a difference of the margin with 80 % power at the observed spread; null without a margin, or if no number is enough.',
        ),
    }),
  })
  .describe(
    'A difference always comes with its interval. Positive differences are better, for every metric.',
  );
export type MeasuredComparison = Described<typeof measuredSchema>;

export const comparisonSchema = z.union([measuredSchema, impossibleSchema]);
export type Comparison = MeasuredComparison | ImpossibleComparison;
