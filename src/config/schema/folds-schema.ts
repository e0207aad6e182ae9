/** `folds`, and the keys that it excludes. */
import { z } from 'zod';
import { type Context, reporter } from './issues.ts';

const FOLDS = { k: 5, repeats: 3 };

export const foldsSchema = z
  .strictObject({
    k: z.number().int().min(2).max(100).default(FOLDS.k).describe('Folds of one cross-validation.'),
    repeats: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(FOLDS.repeats)
      .describe('How often the cross-validation is repeated with a new split.'),
  })
  .refine(({ k, repeats }) => k * repeats <= 1000, 'makes more than 1,000 runs of each model')
  .describe(
    'With `vary: folds`: a repeated cross-validation instead of seeds. The test accounts for overlapping training sets (Nadeau–Bengio).',
  );

export interface Folds {
  readonly k: number;
  readonly repeats: number;
}

interface FoldedConfig {
  readonly vary: string | readonly string[];
  readonly folds?: Folds | undefined;
  readonly seeds?: unknown;
}

export function checkFolds({ vary, folds, seeds }: FoldedConfig, context: Context): void {
  const report = reporter(context);
  if (vary !== 'folds') {
    if (folds !== undefined)
      report(['folds'], 'has no effect unless vary is "folds"; set that or remove this key');
    return;
  }
  if (seeds !== undefined) {
    report(
      ['seeds'],
      'contradicts vary: folds, which trains each model folds.k × folds.repeats times with one look at the end; remove this key or choose another vary',
    );
  }
}

/** Null for any other `vary`. */
export function normaliseFolds({ vary, folds }: Pick<FoldedConfig, 'vary' | 'folds'>): Folds | null {
  return vary === 'folds' ? (folds ?? FOLDS) : null;
}
