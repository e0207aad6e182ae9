/**
 * `conclusive.yml` as a schema. The editor's JSON Schema, the defaults and the reference in docs are all made from it.
 * Keys are kebab-case in the file; `config/load.ts` hands the parsed object on as it stands here.
 */
import { z } from 'zod';
import { nameSchema, paramsSchema } from '../records/record.ts';

export const DIRECTIONS = ['maximize', 'minimize'] as const;
export const ROLES = ['primary', 'secondary'] as const;
export const VARIATIONS = ['init', 'order', 'data'] as const;
export const GATE_REASONS = ['regression', 'inconclusive', 'equivalent', 'invalid', 'never'] as const;

const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const modelSchema = z.strictObject({
  ref: z
    .string()
    .min(1)
    .max(250)
    .optional()
    .describe('base, head or any git ref whose code is trained. Without it, the checkout as it stands.'),
  params: paramsSchema.default({}).describe('Parameters of this model; they override the shared ones.'),
});

const variantSchema = modelSchema.extend({
  name: z.string().regex(MODEL_NAME, 'must be letters, digits, ".", "_" or "-", at most 64'),
});

const metricSchema = z.strictObject({
  name: nameSchema,
  role: z.enum(ROLES).default('secondary'),
  direction: z.enum(DIRECTIONS).optional().describe('Which way is better. Known metrics have a default.'),
  margin: z
    .number()
    .positive()
    .optional()
    .describe('The smallest difference that matters; differences within ±margin count as equivalent.'),
  unit: z
    .enum(['percent', 'none'])
    .optional()
    .describe('How the report prints it. Accuracy is printed in percent.'),
});

export const configSchema = z.strictObject({
  name: z
    .string()
    .regex(MODEL_NAME)
    .optional()
    .describe('Tells several experiments of one repository apart. Default: the path of the config.'),
  trainer: z
    .strictObject({
      module: z
        .string()
        .min(1)
        .optional()
        .describe('A TensorFlow.js model module (.ts, .js, .mjs), relative to this file.'),
      command: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Any program. {seed}, {run_dir} and {params.NAME} are passed as single arguments, without a shell.',
        ),
      backend: z
        .enum(['auto', 'wasm', 'node'])
        .default('auto')
        .describe('TensorFlow.js backend of a module.'),
    })
    .refine((trainer) => (trainer.module === undefined) !== (trainer.command === undefined), {
      message: 'needs exactly one of module and command',
    }),
  params: paramsSchema.default({}).describe('Parameters of all models.'),
  models: z.strictObject({
    baseline: modelSchema.default({ params: {} }),
    variants: z.array(variantSchema).min(1).max(20),
  }),
  metrics: z.array(metricSchema).min(1).max(50),
  seeds: z
    .union([
      z.number().int().min(1).max(1000),
      z.strictObject({ min: z.number().int().min(2).max(1000), max: z.number().int().min(2).max(1000) }),
    ])
    .default(5),
  alpha: z.number().gt(0).lt(0.5).default(0.05),
  vary: z
    .array(z.enum(VARIATIONS))
    .min(1)
    .default(['init', 'order'])
    .describe('What a seed changes: initial weights, order of the examples, subset of the training data.'),
  data: z
    .union([z.literal('bootstrap'), z.number().gt(0).lt(1)])
    .default('bootstrap')
    .describe(
      'With vary: data, how the training subset of a seed is drawn: bootstrap, or a fraction without replacement.',
    ),
  code: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Files and folders, relative to this file, that decide what a run does. Default: this folder.'),
  evaluation: z
    .array(z.string().min(1))
    .default([])
    .describe('Files, relative to this file, that must not differ between the compared refs.'),
  checks: z
    .strictObject({
      overfitting: z.strictObject({ gap: z.number().positive().default(0.1) }).default({ gap: 0.1 }),
      slices: z.boolean().default(true),
      sensitivity: z.record(nameSchema, z.array(z.number().positive()).min(1)).optional(),
    })
    .default({ overfitting: { gap: 0.1 }, slices: true }),
  gate: z
    .strictObject({
      'fail-on': z.array(z.enum(GATE_REASONS)).default(['regression', 'invalid']),
    })
    .default({ 'fail-on': ['regression', 'invalid'] }),
  limits: z
    .strictObject({
      parallel: z
        .union([z.literal('auto'), z.number().int().min(1).max(256)])
        .default('auto')
        .describe('Training processes at a time. auto: one a core.'),
      'run-minutes': z
        .number()
        .positive()
        .max(60 * 24 * 5)
        .default(60),
      retries: z
        .number()
        .int()
        .min(0)
        .max(5)
        .default(1)
        .describe(
          'How often a run is repeated that failed through the machine (killed, timed out), not through its code.',
        ),
      'failed-runs': z
        .number()
        .min(0)
        .max(1)
        .default(0.1)
        .describe('Share of runs of one model that may fail before the verdict is invalid.'),
    })
    .default({ parallel: 'auto', 'run-minutes': 60, retries: 1, 'failed-runs': 0.1 }),
});
export type Config = z.infer<typeof configSchema>;
export type MetricConfig = Config['metrics'][number];
