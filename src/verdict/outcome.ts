/** What a gate decided on, small enough to be remembered, and whether another outcome is worse. */
import { z } from 'zod';
import { VERDICTS } from '../analysis/compare/comparison.ts';
import type { Described } from '../config/described.ts';
import { gateRuleSchema } from './gate.ts';
import type { ExperimentResult } from './result.ts';

/** More would not fit into a comment. What is beyond was never accepted, so it counts as new. */
const MAX_REMEMBERED = 50;

/** Bounded: it comes back from where others can write. */
export const outcomeSchema = z.object({
  commit: z.string().max(64),
  verdict: z.enum(VERDICTS),
  /** The rules that failed the gate. */
  failed: z.array(gateRuleSchema).max(100),
  /** Primary comparisons that were measured. */
  comparisons: z
    .array(
      z.object({
        variant: z.string().max(200),
        metric: z.string().max(200),
        difference: z.number(),
        /** Lower end of the interval of the difference. */
        low: z.number(),
      }),
    )
    .max(100),
});
export type Outcome = Described<typeof outcomeSchema>;

export function outcomeOf({ comparisons, verdict, gate }: ExperimentResult, commit: string): Outcome {
  const measured = comparisons.flatMap((comparison) =>
    comparison.role !== 'primary' || comparison.difference === null
      ? []
      : [
          {
            variant: comparison.variant,
            metric: comparison.metric,
            difference: comparison.difference,
            low: comparison.interval.low,
          },
        ],
  );
  return {
    commit,
    verdict,
    failed: gate.failed.slice(0, MAX_REMEMBERED),
    comparisons: measured.slice(0, MAX_REMEMBERED),
  };
}

/**
 * Whether somebody who accepted one outcome has to be asked again. Worse is a rule that did not fail before, a
 * comparison that was not there, or a difference below the interval that was accepted: the same model trained again
 * comes out a little different, and nobody wants to be asked for that. What was accepted stays the measure for all later
 * outcomes, so that small steps do not add up unseen. Nothing can be measured against a comparison that is broken: that one was
 * accepted holds for its commit alone.
 *
 * @returns what is worse, in words; null where nothing is
 */
export function whatIsWorse(now: Outcome, accepted: Outcome): string | null {
  const added = now.failed.find(
    (rule) => !accepted.failed.some(({ on, metric }) => on === rule.on && metric === rule.metric),
  );
  if (added !== undefined)
    return `the gate now fails on ${added.on}${added.metric === null ? '' : ` for ${added.metric}`}, which it did not before`;
  if (now.commit !== accepted.commit && now.failed.some(({ on }) => on === 'invalid'))
    return 'the comparison is still invalid, perhaps for another reason';
  for (const { variant, metric, difference } of now.comparisons) {
    const then = accepted.comparisons.find((one) => one.variant === variant && one.metric === metric);
    if (then === undefined) return `${metric} of ${variant} was not compared before`;
    if (difference < then.low)
      return `the difference in ${metric} of ${variant} is below the accepted interval`;
  }
  return null;
}
