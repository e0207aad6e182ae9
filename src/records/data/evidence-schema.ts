/** What a run reports about its data: duplicates between training and test, and whether the two differ. */
import { z } from 'zod';

const MAX_ID_CHARS = 200;
const MAX_LEAKED_IDS = 5;

const countSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** See `stats/dataset/twins.ts`; records of earlier versions have fewer fields. */
const setSchema = z
  .object({
    examples: countSchema,
    twins: countSchema,
    distinct: countSchema.optional(),
    twinsInSample: z.number().min(0).optional(),
  })
  .refine(
    ({ examples, twins, distinct = 0, twinsInSample = 0 }) =>
      Math.max(twins, distinct, twinsInSample) <= examples,
    'must not count more twins or distinct examples than it has examples',
  );

const duplicatesSchema = z
  .object({
    train: setSchema,
    test: setSchema,
    leaked: countSchema,
    ids: z
      .array(
        z
          .string()
          .max(MAX_ID_CHARS)
          // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
          .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/),
      )
      .max(MAX_LEAKED_IDS),
  })
  .refine(
    ({ leaked, test }) => leaked <= test.examples,
    'must not count more leaked examples than the test set has',
  );
export type Duplicates = z.infer<typeof duplicatesSchema>;

const separationSchema = z.object({
  /** AUROC of a classifier that separates the two; 0.5 means indistinguishable. */
  auc: z.number().min(0).max(1),
  standardError: z.number().positive().max(1),
});
export type Separation = z.infer<typeof separationSchema>;

export const dataEvidenceSchema = z.object({
  exact: duplicatesSchema,
  near: duplicatesSchema,
  /** Training against evaluation inputs; null for too few, or without that split. */
  domains: z.object({ test: separationSchema.nullable(), shifted: separationSchema.nullable() }),
});
export type DataEvidence = z.infer<typeof dataEvidenceSchema>;
