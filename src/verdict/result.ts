/** `conclusive.result/1`, with numbers as full doubles. */
import { z } from 'zod';
import { evaluationSchema } from '../analysis/cases/evaluation-result.ts';
import { comparisonSchema, scopeSchema, VERDICTS } from '../analysis/compare/comparison.ts';
import { meanCurveSchema } from '../analysis/compare/curves.ts';
import { lookSchema } from '../analysis/decide/levels.ts';
import { tasksSchema } from '../analysis/tasks/task-results.ts';
import { valueSourcesSchema } from '../analysis/value-sources.ts';
import { checkSchema, LISTED } from '../checks/check.ts';
import type { Described } from '../config/described.ts';
import { metricSchema } from '../config/file/normalise.ts';
import { policyChangeSchema } from '../config/file/policy-changes.ts';
import { RUN_STATUSES, SPLITS } from '../records/record.ts';
import { claimResultSchema } from './claim.ts';
import { detailsSchema } from './details.ts';
import { gateDecisionSchema } from './gate.ts';

export const RESULT_SCHEMA = 'conclusive.result/1';

const modelSchema = z
  .object({
    name: z.string(),
    ref: z.string().nullable().describe('base, head, another ref, or null for the checkout.'),
    commit: z.string().nullable(),
    params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
    fixed: z
      .record(z.string(), z.number())
      .exactOptional()
      .describe('metric -> number, for a baseline without a model.'),
    parameters: z.number().nullable().describe('Trainable parameters; null when unknown.'),
    runs: z.record(z.enum(RUN_STATUSES), z.number()),
    collapseLimit: z
      .number()
      .nullable()
      .describe(
        'Upper limit for the share of trainings that may still fail (Clopper–Pearson, one-sided, 95 %); null without a run.',
      ),
    values: z
      .record(z.string(), z.array(z.object({ seed: z.number(), value: z.number() })))
      .describe('metric -> per-seed values of finished runs, in seed order.'),
  })
  .describe("One model's share of the experiment.");
export type ModelSummary = Described<typeof modelSchema>;

const runsSchema = z.object({
  trained: z.number(),
  reused: z.number(),
  reusedDays: z
    .tuple([z.string(), z.string()])
    .exactOptional()
    .describe(
      'The first and the last day (UTC) on which the reused runs of the comparison were trained, if their records have it.',
    ),
  retried: z.number(),
  forChecks: z.number().exactOptional().describe('Trained and reused runs that only checks use.'),
  inVain: z
    .number()
    .exactOptional()
    .describe(
      'Runs that were trained ahead for a look that was not needed. Records of those that ended are kept and decide nothing.',
    ),
  inVainSeconds: z.number().exactOptional().describe('Sum of the wall time of the runs in inVain.'),
  nodes: z
    .number()
    .exactOptional()
    .describe(
      'Number of machines, if other jobs trained the runs. wallSeconds is then the sum over all runs.',
    ),
  wallSeconds: z.number(),
  cpuSeconds: z
    .number()
    .nullable()
    .describe('Of runs that ended. null: some tell none, and the system does not tell it either.'),
  parallel: z.number(),
  failures: z.array(
    z.object({ model: z.string(), seed: z.number(), status: z.enum(RUN_STATUSES), message: z.string() }),
  ),
});
export type RunCosts = Described<typeof runsSchema>;

const designSchema = z
  .object({
    kind: z.enum(['fixed', 'sequential']),
    alpha: z.number(),
    minimumPairs: z.number(),
    maximumPairs: z.number(),
    looks: z.array(lookSchema),
    vary: z.array(z.string()),
    isVaryStated: z
      .boolean()
      .exactOptional()
      .describe('true if the config has vary; left out if it is the default.'),
    testExamplesBySeed: z
      .boolean()
      .exactOptional()
      .describe(
        'true if each seed has its own test examples, according to the predictions, or without them the program.',
      ),
    folds: z
      .object({ k: z.number(), repeats: z.number() })
      .exactOptional()
      .describe('Left out if the data is split once.'),
    tasks: z
      .array(z.string())
      .exactOptional()
      .describe('The data sets that are the pairs: seed 1 of a run stands for the first, and so on.'),
    unit: z
      .enum(['repeat'])
      .exactOptional()
      .describe(
        'repeat: the pairs are repeats of an evaluation, and test examples its cases. Left out for trainings.',
      ),
  })
  .describe(
    'The plan of looks, and which of them were taken. A fixed design has one look that spends all of alpha.',
  );

const provenanceSchema = z.object({
  program: z.string(),
  version: z.string(),
  config: z.string(),
  trainer: z.string(),
  head: z.string().nullable().describe('4f2a91c, as the report shows it; null outside git.'),
  base: z.string().nullable().describe('main@91be0d3, as the report shows it; null outside git.'),
  uncommitted: z.boolean().exactOptional().describe('Whether the head has uncommitted changes.'),
  environment: z.record(z.string(), z.string()),
  repository: z
    .string()
    .exactOptional()
    .describe('Address of the repository, as the workflow run gives it; left out elsewhere.'),
  run: z.string().exactOptional().describe('Address of the workflow run; left out elsewhere.'),
  command: z.string().describe('The one command that repeats the experiment.'),
  notices: z
    .array(z.string())
    .describe("What the reader has to know, e.g. that the head's config applied because the base has none."),
  policyChanges: z
    .array(policyChangeSchema)
    .exactOptional()
    .describe(
      "Config changes of the head, which apply once merged because the base's config applies here; left out if there are none.",
    ),
});
export type Provenance = Described<typeof provenanceSchema>;

const findingSchema = z.object({
  check: z.string().describe('Which check found it: topic/name.'),
  status: z.enum(LISTED),
  models: z.array(z.string()).describe('Empty: it is about the whole experiment.'),
  found: z.string().describe('One line of plain text.'),
  action: z.string().nullable().describe('What to do about it; null if there is nothing to do.'),
});

export const resultSchema = z
  .object({
    schema: z.literal(RESULT_SCHEMA),
    verdict: z.enum(VERDICTS),
    conclusive: z.boolean().describe('False if the verdict is inconclusive or invalid.'),
    reason: z
      .string()
      .nullable()
      .describe('One sentence that explains the verdict where the comparisons do not (e.g. invalid).'),
    headline: z
      .string()
      .exactOptional()
      .describe('The first line of the report as plain text. Every result.json has it.'),
    reasons: z
      .array(z.string())
      .exactOptional()
      .describe(
        'Sample, scope, evidence and gate, each as one line of plain text. Every result.json has it.',
      ),
    next: z
      .object({ action: z.string(), command: z.string() })
      .nullable()
      .exactOptional()
      .describe('The next action and its command; null if there is nothing to do. Every result.json has it.'),
    findings: z
      .array(findingSchema)
      .exactOptional()
      .describe('Findings that need action, failures first. Every result.json has it.'),
    scope: scopeSchema
      .nullable()
      .describe(
        'The narrowest scope of the comparisons that decided. null: nothing could be compared, or the comparison is broken.',
      ),
    metrics: z.array(metricSchema),
    splits: z
      .record(z.string(), z.enum(SPLITS))
      .exactOptional()
      .describe('Split of the values of each metric. Metrics that no finished run reports are missing.'),
    sources: valueSourcesSchema
      .exactOptional()
      .describe('Where the values were read. "conclusive compare" omits it.'),
    comparisons: z.array(comparisonSchema),
    tasks: tasksSchema.exactOptional(),
    evaluation: evaluationSchema.exactOptional(),
    checks: z.array(checkSchema),
    claim: claimResultSchema.nullable().describe('null: there was no claim.'),
    design: designSchema,
    models: z.array(modelSchema),
    curves: z.array(meanCurveSchema),
    details: detailsSchema.exactOptional(),
    runs: runsSchema,
    gate: gateDecisionSchema,
    provenance: provenanceSchema,
  })
  .meta({ title: 'Conclusive: the result of one experiment' });
export type ExperimentResult = Described<typeof resultSchema>;
