/** `evaluate`: a command that grades cases and trains nothing. It takes the place of `trainer` and `seeds`. */
import { z } from 'zod';
import { type Context, reporter } from './issues.ts';
import { checkSeedBounds } from './rules.ts';
import { trainerSchema } from './trainer-schema.ts';

export const DEFAULT_REPEATS = { min: 3, max: 10 };

const { setup, outputs, environment, versions, 'setup-files': setupFiles } = trainerSchema.shape;

const countSchema = z.number().int().min(2).max(1000);

export const evaluateSchema = z
  .strictObject({
    command: z
      .string()
      .min(1)
      .max(10_000)
      .describe(
        'A program that evaluates one model once and writes a log to `{run_dir}`, started without a shell. `{config}` is short for `{params.config}`; `{repeat}` counts from 1.',
      ),
    repeats: z
      .union(
        [
          z.number().int().min(1).max(1000),
          z
            .strictObject({
              min: countSchema.describe('Repeats of each model before the first look.'),
              max: countSchema.describe('Repeats at which the experiment always ends.'),
            })
            .superRefine(checkSeedBounds),
        ],
        { error: 'must be a whole number, or a mapping with min and max' },
      )
      .default(DEFAULT_REPEATS)
      .describe(
        'Runs of the command for each model. min and max: stops when it is decided. `1`: a paired test over the cases.',
      ),
    setup,
    'setup-files': setupFiles,
    outputs,
    environment,
    versions,
    'missing-cases': z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('Share of the cases that may lack an answer in some repeat, before the verdict is invalid.'),
    ignore: z
      .array(z.string().min(1).max(200))
      .max(50)
      .default([])
      .describe('Settings in which models may differ, because they are the change that you test.'),
  })
  .optional()
  .describe(
    'Instead of `trainer` and `seeds`: the program that evaluates a model, such as promptfoo or Inspect. Nothing is trained; a seed is a repeat. `setup`, `setup-files`, `outputs`, `environment` and `versions` are as under `trainer`.',
  );

interface Evaluating {
  readonly evaluate?: unknown;
  readonly tasks?: unknown;
  readonly models: {
    readonly baseline: { readonly value?: unknown };
    readonly reference?: unknown;
  };
  readonly limits: { readonly 'total-cost'?: number | undefined };
}

export function checkEvaluate({ evaluate, tasks, models, limits }: Evaluating, context: Context): void {
  const report = reporter(context);
  if (evaluate === undefined) {
    if (limits['total-cost'] !== undefined)
      report(['limits', 'total-cost'], 'needs evaluate, whose logs say what a case costs; remove this key');
    return;
  }
  const unused: Array<readonly [unknown, string[]]> = [
    [tasks, ['tasks']],
    [models.reference, ['models', 'reference']],
    [models.baseline.value, ['models', 'baseline', 'value']],
  ];
  for (const [value, path] of unused)
    if (value !== undefined) report(path, 'is for trainings, not for evaluate; remove this key');
}
