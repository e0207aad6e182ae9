/** `gate`: the policy that turns verdict, checks and claim into success, neutral or failure. */
import { z } from 'zod';
import { nameSchema } from '../names.ts';
import { gateCasesSchema } from './gate-cases-schema.ts';
import { GATE_REASONS, METRIC_GATE_REASONS, WARN_REASONS } from './gate-reasons.ts';
import { checkGateReasons, refuseRepeats } from './rules.ts';
import { gateTasksSchema } from './tasks-schema.ts';

const WARN_ON = ['inconclusive', 'slices', 'reference', 'invalid'] as const;

/** A guarded metric must be shown not to get worse by its margin. */
export const NO_WORSE = 'no-worse';

/** No task may be shown, or suspected, to lose more than the gate allows. */
export const NO_TASK_WORSE = 'no-task-worse';

export const gateSchema = z
  .strictObject({
    'fail-on': z
      .array(z.enum(GATE_REASONS))
      .superRefine(refuseRepeats(null))
      .superRefine(checkGateReasons)
      .default(['regression', 'invalid'])
      .describe('Results that fail the gate; `[never]` allows everything.'),
    'warn-on': z
      .array(z.enum(WARN_REASONS))
      .superRefine(refuseRepeats(null))
      .default([...WARN_ON])
      .describe(
        'Results that make the check neutral, unless it fails: it does not block, and shows no green tick.',
      ),
    metrics: z
      .record(
        nameSchema,
        z.union(
          [
            z.literal(NO_WORSE),
            z.strictObject({
              'fail-on': z
                .array(z.enum(METRIC_GATE_REASONS))
                .superRefine(refuseRepeats(null))
                .default(['regression'])
                .describe('What fails the gate when it is found for this metric.'),
              'warn-on': z
                .array(z.enum(METRIC_GATE_REASONS))
                .superRefine(refuseRepeats(null))
                .default(['inconclusive'])
                .describe('What makes the check neutral when it is found for this metric.'),
            }),
          ],
          { error: 'must be "no-worse", or a mapping with fail-on and warn-on' },
        ),
      )
      .optional()
      .describe(
        'Primary metrics with their own policy instead of the shared one: `{ macro_f1: { fail-on: [regression, inconclusive] } }`. `no-worse` for a secondary metric with a margin: the gate fails unless a loss above the margin is ruled out.',
      ),
    tasks: gateTasksSchema,
    cases: gateCasesSchema,
  })
  .default({ 'fail-on': ['regression', 'invalid'], 'warn-on': [...WARN_ON] })
  .describe('When the pull request is blocked.');

export function guardedMetrics({ metrics = {} }: Pick<z.output<typeof gateSchema>, 'metrics'>): string[] {
  return Object.keys(metrics).filter((name) => metrics[name] === NO_WORSE);
}
