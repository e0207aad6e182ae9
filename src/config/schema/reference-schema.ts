/** `models.reference`: a release that changes are also compared with, and the keys that it excludes. */
import { z } from 'zod';
import { paramsSchema } from '../names.ts';
import { type Context, reporter } from './issues.ts';
import { primaryOf } from './rules.ts';

/** The last tag before the base. */
export const LAST_TAG = 'last-tag';
/** Model name of its runs. */
export const REFERENCE = 'reference';

export const referenceSchema = z
  .strictObject({
    ref: z
      .string()
      .min(1)
      .max(250)
      .describe(`A tag or any other git ref, or \`${LAST_TAG}\`: the last tag before the base.`),
    params: paramsSchema.default({}).describe('Parameters of this model; they override the shared ones.'),
  })
  .optional()
  .describe(
    'An earlier release to compare each variant with, to detect slow decline over many merges (check `reference`). It costs as many runs as the baseline, and does not affect the verdict.',
  );

interface ReferencedConfig {
  readonly vary: string | readonly string[];
  readonly models: {
    readonly reference?: unknown;
    readonly variants: ReadonlyArray<{ readonly name: string }>;
  };
  readonly metrics: ReadonlyArray<{
    readonly role?: string | undefined;
    readonly margin?: number | undefined;
  }>;
}

export function checkReference({ vary, models, metrics }: ReferencedConfig, context: Context): void {
  if (models.reference === undefined) return;
  const report = reporter(context);
  if (vary === 'folds')
    report(
      ['models', 'reference'],
      'is compared over seeds, so it cannot be used with vary: folds; remove this key',
    );
  if (primaryOf(metrics).every(({ margin }) => margin === undefined))
    report(
      ['models', 'reference'],
      'needs a margin on a primary metric: without one no acceptable loss is defined; add margin under metrics',
    );
  for (const [index, { name }] of models.variants.entries())
    if (name === REFERENCE)
      report(
        ['models', 'variants', index, 'name'],
        `"${REFERENCE}" is the name of models.reference here; choose another`,
      );
}
