/**
 * When more pairs are not worth their cost: even after the last look a verdict is unlikely.
 *
 * A difference is given the benefit of the doubt: the pairs to come are assumed to show what was seen so far and one
 * standard error more. Equivalence is, too: they are assumed to show no difference at all. Stopping for futility never
 * raises the false alarms; how much detection it costs is in docs/contributing/statistics.md.
 */
import { normalCdf, normalQuantile } from '../../stats/distributions/normal.ts';
import { conditionalPower } from '../../stats/sequential/conditional-power.ts';
import type { Comparison, MeasuredComparison } from '../compare/comparison.ts';

/** A chance below this of a verdict at the last look is called futile. */
export const FUTILITY = 0.05;

/** How the reason of a comparison begins that was given up. */
export const FUTILE = 'stopped';

export function wasGivenUp(comparison: Pick<Comparison, 'reason'> & { readonly cause?: unknown }): boolean {
  return comparison.cause === 'examples-limit' || comparison.reason?.startsWith(FUTILE) === true;
}

export interface LastLook {
  readonly pairs: number;
  /** Two-sided; either test for equivalence has half of it. */
  readonly level: number;
}

/** The chance of a verdict at the last look under the better of the two assumptions. */
export function chanceOfVerdict(comparison: MeasuredComparison, last: LastLook): number {
  const { standardError, equivalence, baseline } = comparison;
  // Both tests ask about either side alike.
  const mean = Math.abs(comparison.difference);
  const pairs = baseline.n;
  const standardDeviation = standardError * Math.sqrt(pairs);
  const towards = mean + standardError;
  const differs = conditionalPower({
    pairs,
    mean,
    standardDeviation,
    difference: towards,
    lastPairs: last.pairs,
    lastSignificanceLevel: last.level,
  });
  if (equivalence === null) return differs;
  // At the last look the mean has to lie this close to zero.
  const reach =
    equivalence.margin + (normalQuantile(last.level / 2) * standardDeviation) / Math.sqrt(last.pairs);
  if (reach <= 0) return differs;
  const expected = (pairs * mean) / last.pairs;
  const spread = (standardDeviation * Math.sqrt(last.pairs - pairs)) / last.pairs;
  const within = normalCdf((reach - expected) / spread) - normalCdf((-reach - expected) / spread);
  return Math.max(differs, within);
}

/** The comparison as it is given up; null where a verdict may still come. */
export function stopForFutility(comparison: MeasuredComparison, last: LastLook): MeasuredComparison | null {
  // The law of further folds is not known.
  if (comparison.pairing === 'fold') return null;
  const chance = chanceOfVerdict(comparison, last);
  if (chance >= FUTILITY) return null;
  const reason = `${FUTILE} after ${comparison.baseline.n} of at most ${last.pairs} pairs: the chance of a verdict by then was ${(100 * chance).toFixed(1)} %`;
  return { ...comparison, reason };
}
