/** `checks.leakage`, `checks.files` and `checks.reproducible`. */
import { z } from 'zod';
import { isPortablePath } from './rules.ts';

export const LEAKAGE = 0.01;

const fileSchema = z
  .string()
  .min(1)
  .max(1000)
  .refine(isPortablePath, 'must be relative to this file, written with "/"');

export const leakageSchema = z
  .number()
  .gt(0)
  .lt(1)
  .default(LEAKAGE)
  .describe(
    'Share of test examples that may have a copy in the training data, beyond what chance explains, before the verdict is invalid.',
  );

export const filesSchema = z
  .strictObject({
    train: fileSchema.describe('Training examples, one a line.'),
    test: fileSchema.describe('Test examples, one a line.'),
    shifted: fileSchema.optional().describe('Examples of another domain, one a line.'),
  })
  .describe(
    'For a command, whose data is not known otherwise: text files of its splits, relative to this file, compared line by line for duplicates and domains.',
  );

export const reproducibleSchema = z
  .union([z.boolean(), z.literal('auto')], { error: 'must be true, false or "auto"' })
  .default('auto')
  .describe(
    'Whether the first seed of every model is trained a second time, to see that it gives the same. `auto`: for a command whose run took at most ten seconds.',
  );
