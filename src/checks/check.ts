import { z } from 'zod';
import { intervalSchema } from '../analysis/compare/comparison.ts';
import type { Described } from '../config/described.ts';

/**
 * `advice` helps to read the result, and decides nothing. `not-checked` lacks data and says which. `ignored` is any of the
 * others that the config discounts with a reason.
 */
const CHECK_STATUSES = ['pass', 'advice', 'warn', 'fail', 'not-checked', 'ignored'] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** What a report lists, the most urgent first. */
export const LISTED = ['fail', 'warn', 'advice'] as const satisfies readonly CheckStatus[];

export function isListed(status: CheckStatus): status is (typeof LISTED)[number] {
  return LISTED.some((one) => one === status);
}

export const checkSchema = z.object({
  id: z.string().describe('topic/name, e.g. overfitting/gap.'),
  model: z.string().nullable().describe('The model it is about; null for the whole experiment.'),
  metric: z.string().exactOptional().describe('The metric it warns about, if it examined several.'),
  status: z.enum(CHECK_STATUSES),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  severity: z
    .number()
    .exactOptional()
    .describe('Ranks the same check of several models: the larger, the worse. Default: the value.'),
  interval: intervalSchema.nullable(),
  message: z.string().describe('The finding, in one short sentence.'),
  evidence: z
    .string()
    .exactOptional()
    .describe('Further numbers of the finding; reports show them in a fold.'),
  advice: z.string().nullable().describe('What to do about it; null if there is nothing to do.'),
});
export type Check = Described<typeof checkSchema>;

export type Finding = Omit<Check, 'id' | 'model'>;

/** What `judge` of a check returns. Omitted numbers and advice are null, and the threshold is the check's. */
export type Judgement = Pick<Finding, 'status' | 'message'> &
  Partial<Omit<Finding, 'evidence'>> & { readonly evidence?: string | null };

/** Empty evidence is left out. Every finding has its keys in one order. */
export function completeFinding(
  { status, message, value = null, interval = null, advice = null, evidence = null, ...more }: Judgement,
  threshold: number | null,
): Finding {
  const finding = { status, value, threshold, interval, message, advice, ...more };
  return evidence === null || evidence === '' ? finding : { ...finding, evidence };
}
