/** A short record of what a gate decided on, and whether a later outcome is worse. */
import { z } from 'zod';
import { VERDICTS } from '../analysis/compare/comparison.ts';
import type { Described } from '../config/described.ts';
import { gateRuleSchema } from './gate.ts';
import type { ExperimentResult } from './result.ts';

/** Limit of a comment. Anything beyond it counts as not accepted. */
const MAX_REMEMBERED = 50;

/** Bounded, because it is read back from a place where others can write. */
export const outcomeSchema = z.object({
  commit: z.string().max(64),
  verdict: z.enum(VERDICTS),
  failed: z.array(gateRuleSchema).max(100),
  comparisons: z
    .array(
      z.object({
        variant: z.string().max(200),
        metric: z.string().max(200),
        difference: z.number(),
        low: z.number(),
        high: z.number().exactOptional(),
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
            high: comparison.interval.high,
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

function whereOf({ metric, task }: Outcome['failed'][number]): string {
  const where = task ?? metric;
  return where === null ? '' : ` for ${where}`;
}

/**
 * Worse is a rule that newly fails, a new comparison, or a difference below the accepted interval. Later outcomes are compared
 * with the accepted one, so small losses cannot add up unseen. An accepted invalid comparison holds only for its commit.
 *
 * @returns what is worse, in words; null if nothing is
 */
export function whatIsWorse(now: Outcome, accepted: Outcome): string | null {
  const added = now.failed.find(
    (rule) =>
      !accepted.failed.some(
        ({ on, metric, task }) => on === rule.on && metric === rule.metric && task === rule.task,
      ),
  );
  if (added !== undefined)
    return `the gate now fails on ${added.on}${whereOf(added)}, which it did not before`;
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
