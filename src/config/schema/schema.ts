/**
 * The schema of `conclusive.yml`, from which the editor's JSON Schema, the defaults and the reference in docs are generated.
 * Messages say what a value must be; `config/file/messages.ts` adds the position and the value found.
 */
import { z } from 'zod';
import { claimSchema } from '../claim/claim.ts';
import { nameSchema, paramsSchema } from '../names.ts';
import { type ChecksInConfig, checksSchema } from './checks-schema.ts';
import { checkEvaluate, evaluateSchema } from './evaluate-schema.ts';
import { checkExecutor, executorSchema } from './executor-schema.ts';
import { checkFolds, foldsSchema } from './folds-schema.ts';
import { gateSchema } from './gate-schema.ts';
import { limitsSchema } from './limits-schema.ts';
import { metricSchema } from './metric-schema.ts';
import { pathSchema } from './path-schema.ts';
import { checkPlaceholders, refuseTodo } from './placeholders.ts';
import { checkReference, referenceSchema } from './reference-schema.ts';
import {
  checkBaselineValue,
  checkClaims,
  checkData,
  checkGateMetrics,
  checkIgnoredModels,
  checkSeedBounds,
  refuseRepeats,
} from './rules.ts';
import { TASK_QUESTIONS } from './task-questions.ts';
import { checkTasks, normaliseSchema, tasksSchema } from './tasks-schema.ts';
import { trainerSchema } from './trainer-schema.ts';

export const VARIATIONS = ['init', 'order', 'data'] as const;
export const VERDICTS_FOR = ['new-examples', 'this-test-set'] as const;

export const DEFAULT_SEEDS = { min: 6, max: 25 };
export const DEFAULT_ALPHA = 0.05;

export const alphaSchema = z.number().gt(0).lt(0.5);

const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const MODEL_NAME_RULE =
  'must be letters, digits, ".", "_" or "-", start with a letter or digit, and have at most 64 characters';

const modelSchema = z.strictObject({
  ref: z
    .string()
    .min(1)
    .max(250)
    .optional()
    .describe('`base`, `head` or any git ref whose code is trained. Default: the current checkout.'),
  params: paramsSchema.default({}).describe('Parameters of this model; they override the shared ones.'),
});

const baselineSchema = modelSchema.extend({
  value: z
    .union([z.number(), z.record(nameSchema, z.number())], {
      error: 'must be a number, or a mapping of metrics to numbers',
    })
    .optional()
    .describe(
      'A fixed number instead of a model, `3.28`, or one for each metric: a one-sample test of the runs of each variant.',
    ),
});

const variantSchema = modelSchema.extend({
  name: z
    .string()
    .regex(MODEL_NAME, MODEL_NAME_RULE)
    // Records refuse some names that this pattern allows.
    .refine((name) => nameSchema.safeParse(name).success, 'must not be a reserved name')
    .refine((name) => name !== 'baseline', '"baseline" is reserved for the baseline; choose another name')
    .describe('Name in the report. Unique, and not `baseline`.'),
});

export const configShape = {
  name: z
    .string()
    .regex(MODEL_NAME, MODEL_NAME_RULE)
    .optional()
    .describe('Name of the experiment, if the repository has several. Default: the path of the config.'),
  trainer: trainerSchema,
  evaluate: evaluateSchema,
  params: paramsSchema.default({}).describe('Parameters of all models.'),
  models: z
    .strictObject({
      baseline: baselineSchema.default({ params: {} }).describe('The model that variants are compared with.'),
      variants: z
        .array(variantSchema)
        .min(1)
        .max(20)
        .superRefine(refuseRepeats('name'))
        .describe('The models that are compared with the baseline.'),
      reference: referenceSchema,
    })
    .describe('The models to train.'),
  tasks: tasksSchema.optional(),
  normalise: normaliseSchema,
  metrics: z
    .array(metricSchema)
    .min(1)
    .max(50)
    .superRefine(refuseRepeats('name'))
    .describe('The metrics to compare.'),
  seeds: z
    .union(
      [
        z.number().int().min(1).max(1000),
        z
          .strictObject({
            min: z.number().int().min(2).max(1000).describe('Pairs before the first look.'),
            max: z.number().int().min(2).max(1000).describe('Pairs at which the experiment always ends.'),
          })
          .superRefine(checkSeedBounds),
      ],
      { error: 'must be a whole number, or a mapping with min and max' },
    )
    .optional()
    .meta({ default: DEFAULT_SEEDS })
    .describe(
      'Seeds per model. min and max: a sequential design that stops when it is decided. A number: a fixed design. `1` needs predictions by example.',
    ),
  verdict: z
    .strictObject({
      for: z
        .enum([...VERDICTS_FOR, ...TASK_QUESTIONS])
        .optional()
        .describe(
          '`new-examples`: for new seeds and new examples; needs predictions by example. `this-test-set`: for new seeds only. Default: new-examples if runs save predictions, else this-test-set. With `tasks`, these are about the mean over them (`these-tasks`, the default). `new-tasks`: for new tasks like these, of which it needs at least six.',
        ),
      combine: z
        .literal('mean')
        .optional()
        .describe('`mean`: averages the metric over the `tasks` even if their scales differ.'),
    })
    .default({})
    .describe('Scope of the verdict.'),
  alpha: alphaSchema
    .default(DEFAULT_ALPHA)
    .describe('Accepted probability of a false alarm over all looks and primary metrics of one experiment.'),
  vary: z
    .union([z.array(z.enum(VARIATIONS)).min(1).superRefine(refuseRepeats(null)), z.literal('folds')], {
      error: `must be a list of ${VARIATIONS.join(', ')}, or "folds"`,
    })
    .default(['init', 'order'])
    .describe(
      'Sources of randomness that a seed varies: initial weights, order of the examples, subset of the training data. `folds`: cross-validation.',
    ),
  folds: foldsSchema.optional(),
  data: z
    .union([z.literal('bootstrap'), z.number().gt(0).lt(1)], {
      error: 'must be "bootstrap" or a number between 0 and 1',
    })
    .default('bootstrap')
    .describe(
      'With `data` in vary: how a seed draws its training subset, bootstrap or a fraction without replacement.',
    ),
  code: z
    .array(pathSchema)
    .min(1)
    .optional()
    .describe(
      'Files and folders, relative to this file, that affect a run. Runs are trained again when they change. Default: the whole repository.',
    ),
  paths: z
    .array(pathSchema)
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Files, folders and patterns (`src/**/*.py`), relative to this file. A pull request that changes none of them, nor this file, `.gitattributes` or `.gitmodules`, is not measured; its check is neutral.',
    ),
  evaluation: z
    .array(pathSchema)
    .default([])
    .describe('Evaluation files, relative to this file, that must be the same for all compared refs.'),
  claim: claimSchema.optional(),
  gate: gateSchema,
  limits: limitsSchema,
  executor: executorSchema,
};

export type ConfigSchema = ReturnType<typeof configSchema>;

export function configSchema(checks: ChecksInConfig) {
  const { gate, limits, executor, ...rest } = configShape;
  return z
    .strictObject({ ...rest, checks: checksSchema(checks), gate, limits, executor })
    .superRefine(checkEvaluate)
    .superRefine(checkFolds)
    .superRefine(checkTasks)
    .superRefine(checkBaselineValue)
    .superRefine(checkData)
    .superRefine(checkPlaceholders)
    .superRefine(refuseTodo)
    .superRefine((config, context) => {
      for (const rule of checks.rules) rule(config, context);
    })
    .superRefine(checkGateMetrics)
    .superRefine(checkExecutor)
    .superRefine(checkReference)
    .superRefine(checkIgnoredModels)
    .superRefine(checkClaims);
}
export type Config = z.infer<ConfigSchema>;
export type MetricConfig = Config['metrics'][number];
