/** What a result says of an evaluation beside its comparisons: cases, policies, cost, the judge. */
import { z } from 'zod';

const intervalSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

const caseSchema = z.object({
  id: z.string(),
  baselinePassed: z.number().nullable().describe('Repeats of the baseline that passed; null: unknown.'),
  variantPassed: z.number().nullable().describe('Repeats of the variant that passed; null: unknown.'),
  baselineScore: z.number().describe('Mean over the repeats.'),
  variantScore: z.number().describe('Mean over the repeats.'),
  pValue: z
    .number()
    .nullable()
    .describe('Of the change, for this case alone (Fisher, one-sided); null for one repeat.'),
  prompt: z.string().nullable(),
  baselineAnswer: z.string().nullable(),
  variantAnswer: z
    .string()
    .nullable()
    .describe('Of the first repeat that passes or fails as the change says.'),
});

const armSchema = z.object({
  model: z.string(),
  repeats: z.number().describe('Without copies of earlier ones.'),
  passRate: intervalSchema.nullable().describe('Over cases; null where scores are not passed or failed.'),
  flipRate: z
    .number()
    .nullable()
    .describe('Share of cases whose repeats both pass and fail; null for one repeat.'),
  cost: z.object({ total: z.number(), perCase: z.number() }).nullable(),
  latency: z.object({ median: z.number(), p95: z.number() }).nullable().describe('Milliseconds.'),
});

const sliceSchema = z.object({
  name: z.string(),
  cases: z.number(),
  wins: z
    .number()
    .describe(
      'Cases in which the variant has the better mean score, or the better pass^k where that decides.',
    ),
  ties: z.number(),
  losses: z.number(),
});

const variantSchema = z.object({
  variant: z.string(),
  newlyWrong: z.array(caseSchema).describe('Passed more often before, clearest first; at most 50.'),
  newlyWrongCount: z.number(),
  newlyRight: z.array(caseSchema).describe('At most 50.'),
  newlyRightCount: z.number(),
  total: sliceSchema.describe('Of all cases.'),
  slices: z.array(sliceSchema),
});

const policySchema = z.object({
  id: z.string().describe('no-case-regresses, must-pass, or a guard such as latency_ms.p95.'),
  variant: z.string(),
  status: z.enum(['pass', 'fail', 'open']).describe('open: these repeats cannot tell.'),
  message: z.string().describe('One sentence of plain text, which does not name the cases.'),
  cases: z.array(z.string()).describe('The cases that it names; at most 50.'),
  flaky: z
    .array(z.string())
    .describe('Cases that passed and failed in the baseline, which do not count; at most 50.'),
  level: z.number().nullable(),
  estimate: intervalSchema.nullable().describe('Variant minus baseline, for a guard.'),
});

const estimateSchema = z.object({
  metric: z.string().describe('pass^3, pass@3, latency_ms.p95, cost.median …'),
  variant: z.string(),
  baseline: intervalSchema,
  candidate: intervalSchema,
  difference: intervalSchema,
});

const judgeSchema = z.object({
  scorer: z.string(),
  labels: z.number().describe('Cases that people graded too.'),
  needed: z.number().describe('Cases, or groups of them, with labels in both arms that a correction needs.'),
  agreement: z
    .array(intervalSchema.extend({ model: z.string() }))
    .describe('Share of labelled answers on which both agree.'),
  corrected: z
    .array(intervalSchema.extend({ variant: z.string() }))
    .describe('The difference corrected by the labels (prediction-powered inference).'),
});

export const evaluationSchema = z
  .object({
    cases: z.number().describe('Compared in all arms.'),
    leftOut: z.number().describe('An arm has an error, or no answer.'),
    passedBy: z.string().nullable().describe('The scorer that says passed or failed; null: none does.'),
    passMark: z.number().nullable().describe('The least score that passes.'),
    arms: z.array(armSchema),
    variants: z.array(variantSchema),
    policies: z.array(policySchema),
    estimates: z.array(estimateSchema),
    judge: judgeSchema.nullable().describe('null: no case has a label of a person.'),
    money: z
      .object({ spent: z.number(), repeat: z.number(), rest: z.number() })
      .nullable()
      .describe(
        'US dollars: of all repeats, of one repeat of all arms, and what the planned rest would have cost.',
      ),
  })
  .describe('Of an evaluation: its cases, policies, cost and judge.');

export type EvaluationResult = z.infer<typeof evaluationSchema>;
