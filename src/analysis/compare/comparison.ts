/** One variant against the baseline on one metric: the numbers of `conclusive.result/1`. */
import { z } from 'zod';
import type { Described } from '../../config/described.ts';
import { ROLES } from '../../config/schema/metric-schema.ts';
import { crossedSchema } from './compared-examples.ts';

export const VERDICTS = ['improvement', 'regression', 'equivalent', 'inconclusive', 'invalid'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const SCOPES = ['new-examples', 'this-test-set', 'these-models'] as const;
/** What a verdict is to hold for. */
export type Scope = (typeof SCOPES)[number];

export const scopeSchema = z
  .enum(SCOPES)
  .describe(
    'new-examples: new seeds and new test examples. this-test-set: new seeds on these test examples. these-models: new test examples, for the two trained models and not for their training.',
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
    'What a program may act on. identical: the arms are equal to the last digit. ceiling: so, at the best value that there is. constant: all pairs differ by the same amount. failures: counted as the worst result, the runs that failed would change the verdict. examples-limit: more seeds cannot settle it, more test examples could.',
  );

const GUARD_STATUSES = ['shown', 'worse', 'not-shown'] as const;

const guardSchema = z
  .object({
    margin: z.number(),
    status: z
      .enum(GUARD_STATUSES)
      .describe(
        'shown: not worse by the margin. worse: shown to be worse by more. not-shown: neither. All but the first fail the gate.',
      ),
    pValue: z
      .number()
      .nullable()
      .describe(
        'One-sided, of "worse by the margin or more"; null where nothing was tested. At most half of the level of the interval exactly where that lies above −margin.',
      ),
    pValueAdjusted: z.number().nullable().describe('Holm-adjusted over variants × guarded metrics.'),
    significanceLevel: z.number().nullable().describe('The level that it is held against at its look.'),
    pairs: z.number().describe('At the look at which it was settled.'),
    reason: z.string().nullable().describe('What makes it special; null where the numbers say it all.'),
  })
  .describe('A secondary metric that the gate does not let get worse: gate.metrics.NAME: no-worse.');
export type Guard = Described<typeof guardSchema>;

const lookTakenSchema = z
  .object({
    pairs: z.number(),
    difference: z.number().describe('The plain mean, turned so that positive is better.'),
    pValue: z.number(),
    level: z.number().describe('The level that pValue was held against.'),
  })
  .describe('What a comparison showed at one look.');
export type LookTaken = Described<typeof lookTakenSchema>;

/** What can be said whenever the two arms have been measured at all. */
const baseSchema = z.object({
  variant: z.string(),
  metric: z.string(),
  role: z
    .enum(ROLES)
    .describe(
      'The verdict of a secondary one is held against the whole level alone, and decides nothing: who acts on verdicts takes primary ones.',
    ),
  pairing: z
    .enum(['seed', 'fold', 'none'])
    .describe(
      'seed, fold: the arms share seeds, or folds, and are compared pair by pair. none: they share none (Welch).',
    ),
  guard: guardSchema.exactOptional(),
});
export type Pairing = z.infer<typeof baseSchema>['pairing'];

const impossibleSchema = baseSchema
  .extend({
    verdict: z.enum(['invalid', 'inconclusive']),
    reason: z.string(),
    cause: causeSchema,
    difference: z.null(),
  })
  .describe(
    'The comparison could not be made: too few pairs, broken data. There is no number here to misread.',
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
      .describe('Why it does not hold for new examples; null where it does, or was not asked to.'),
    testExamples: z.number().nullable().describe('null: no predictions by example tell.'),
    crossed: crossedSchema.nullable().describe('null: the test is over seeds, or folds, alone.'),
    verdict: z.enum(VERDICTS).exclude(['invalid']),
    reason: z
      .string()
      .nullable()
      .describe('Why a verdict was withheld or what makes it special; null where the numbers say it all.'),
    cause: causeSchema,
    downgradedBy: z.string().exactOptional().describe('The check that took an improvement back.'),
    baseline: sampleSummarySchema,
    candidate: sampleSummarySchema,
    better: z
      .object({ count: z.number(), of: z.number() })
      .nullable()
      .describe('Pairs in which the variant was better, and of how many; null without pairs.'),
    difference: z.number().describe('The plain mean.'),
    estimate: z
      .number()
      .describe(
        'What is shown: the mean, or after several looks the median-unbiased estimate, since large chance effects stop early.',
      ),
    standardError: z.number(),
    degreesOfFreedom: z.number(),
    statistic: z.number(),
    interval: intervalSchema
      .extend({ method: z.enum(['student-t', 'nadeau-bengio', 'welch-t', 'crossed']) })
      .describe(
        'What the comparison is decided by: off zero where it is significant, within ±margin where it is equivalent. It covers at all looks and in designs that go on at once; its level is what Holm has left of 1 − alpha.',
      ),
    pValue: z.number(),
    pValueAdjusted: z
      .number()
      .nullable()
      .describe(
        'Holm-adjusted over variants × primary metrics; null for secondary metrics, which are exploratory.',
      ),
    significanceLevel: z.number().describe('The level that pValueAdjusted is held against at this look.'),
    localLevel: z
      .number()
      .describe(
        'The level that pValue itself is held against, and the cross-checks with it: its share of alpha is what others have left it.',
      ),
    looks: z
      .array(lookTakenSchema)
      .exactOptional()
      .describe('At every look of this run, the last one included; left out where there was one look.'),
    stageWise: z
      .object({ pValue: z.number() })
      .nullable()
      .describe('P-value that accounts for the earlier looks; null where there was none.'),
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
            'At the level of the comparison: a claim is held to both. A limit is null where few pairs set none.',
          ),
      })
      .nullable()
      .describe(
        'Bootstrap-t: the t statistic against its law in resamples, for zero, for ±margin, and (one-sided) for −margin.',
      ),
    permutation: permutationSchema
      .nullable()
      .describe(
        'Without pairs: all ways to deal out the results to the two arms. Null with pairs, and where both arms have many runs.',
      ),
    wilcoxon: z.object({ pValue: z.number() }).nullable(),
    equivalence: z
      .object({
        margin: z.number(),
        pValue: z.number(),
        pValueAdjusted: z
          .number()
          .nullable()
          .describe(
            'In the units of its level: at most that exactly where the interval lies within ±margin.',
          ),
        significanceLevel: z.number().describe('The level that it is held against at this look.'),
        localLevel: z.number().describe('The level that pValue itself is held against.'),
      })
      .nullable()
      .describe(
        'Two one-sided tests, either at half of the level of the difference: the same interval against ±margin.',
      ),
    effectSize: z.object({ name: z.enum(['hedges-g-paired', 'hedges-g']), value: z.number() }).nullable(),
    probabilityOfImprovement: intervalSchema
      .extend({ value: z.number() })
      .nullable()
      .describe(
        'Null for folds, whose runs are not independent, and where the test is over seeds and examples: it covers these examples only.',
      ),
    power: z.object({
      minimumDetectableDifference: z.number(),
      pairsForMargin: z
        .number()
        .nullable()
        .describe(
          'Pairs that find a difference of the margin with a chance of 80 %, the spread being as observed; null without a margin, and where no number would do.',
        ),
    }),
  })
  .describe(
    'An effect never travels without its interval. Differences are turned so that positive is better.',
  );
export type MeasuredComparison = Described<typeof measuredSchema>;

export const comparisonSchema = z.union([measuredSchema, impossibleSchema]);
export type Comparison = MeasuredComparison | ImpossibleComparison;
