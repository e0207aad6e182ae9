/** `checks.overfitting`, `checks.smaller-model` and `checks.ignore`. */
import { type core, z } from 'zod';
import { CHECK_IDS } from '../check-ids.ts';
import { nearest } from '../nearest.ts';

export const OVERFITTING = { gap: 0.1, 'after-best': 0.25, gl: 5 };

export const overfittingSchema = z
  .strictObject({
    gap: z
      .number()
      .positive()
      .default(OVERFITTING.gap)
      .describe(
        'How far validation loss may lie above training loss at the last epoch, in the unit of the loss.',
      ),
    'after-best': z
      .number()
      .gt(0)
      .lt(1)
      .default(OVERFITTING['after-best'])
      .describe('Share of the epochs that may come after the one with the lowest validation loss.'),
    gl: z
      .number()
      .positive()
      .default(OVERFITTING.gl)
      .describe(
        'How far a variant whose validation loss ends conclusively higher above its lowest than that of the baseline may do so, in percent (GL).',
      ),
  })
  .default(OVERFITTING)
  .describe('Training against validation curves.');

export const SMALLER_MODEL = { parameters: 1.1 };

export const smallerModelSchema = z
  .strictObject({
    parameters: z
      .number()
      .min(1)
      .default(SMALLER_MODEL.parameters)
      .describe("How many times the baseline's parameters a variant may have without a gain to show for it."),
  })
  .default(SMALLER_MODEL)
  .describe('The size of a variant beside what it gains.');

export const ignoreSchema = z
  .array(
    z.strictObject({
      check: z
        .string()
        .superRefine(checkId)
        .describe('Its name, as docs/checks.md lists it.')
        .meta({ examples: [...CHECK_IDS] }),
      model: z
        .string()
        .max(64)
        .optional()
        .describe('The model that it is ignored for. Without it: all models.'),
      reason: z.string().trim().min(1).max(300).describe('Why it may be ignored. Reports show it.'),
    }),
  )
  .max(100)
  .default([])
  .describe(
    'Checks that neither warn nor fail, each with the reason; what they found stays under "All checks".',
  );

function checkId(id: string, context: Pick<core.$RefinementCtx, 'addIssue'>): void {
  const ids: readonly string[] = CHECK_IDS;
  if (ids.includes(id)) return;
  // As a report prints it (`overfitting: gap`), or as the key that asks for it (`variance`).
  const spelt = id.trim().replace(/: */, '/').replace(/ /g, '-');
  const guess = nearest(spelt, ids) ?? ids.find((known) => known.startsWith(`${spelt}-`)) ?? null;
  const hint = guess === null ? '; docs/checks.md lists them' : `; did you mean "${guess}"?`;
  context.addIssue({ code: 'custom', message: `no check has the name ${JSON.stringify(id)}${hint}` });
}
