/** `gate.cases`: what no case of an evaluation may do. */
import { z } from 'zod';
import { refuseRepeats } from './rules.ts';

export const gateCasesSchema = z
  .strictObject({
    'no-case-regresses': z
      .boolean()
      .default(false)
      .describe(
        'Fails if a case that passed in every repeat of the baseline is shown to pass less often. All cases share alpha.',
      ),
    'must-pass': z
      .array(z.string().min(1).max(1000))
      .max(1000)
      .superRefine(refuseRepeats(null))
      .default([])
      .describe('Cases that fail the gate unless they pass in every repeat of the variant.'),
    'pass-mark': z
      .number()
      .optional()
      .describe(
        'The least deciding score that passes. Default: what the log says of each case, or 1 if all scores are 0 or 1.',
      ),
  })
  .optional()
  .describe(
    'Policies on the cases of an evaluation: `{ no-case-regresses: true, must-pass: [refund-1] }`. Needs `evaluate`.',
  );

export type CasePolicy = NonNullable<z.output<typeof gateCasesSchema>>;
export const NO_POLICY: CasePolicy = { 'no-case-regresses': false, 'must-pass': [] };
