/**
 * Stops when even after the last look a verdict is unlikely.
 *
 * The assumptions favour a verdict. For a difference, future pairs show the observed one plus one standard error; for
 * equivalence, they show no difference. Stopping for futility never raises false alarms; its cost in detection is in
 * docs/contributing/statistics.md.
 */
import { normalCdf, normalQuantile } from '../../stats/distributions/normal.ts';
import { conditionalPower } from '../../stats/sequential/conditional-power.ts';
import type { Comparison, MeasuredComparison } from '../compare/comparison.ts';

export const FUTILITY = 0.05;

/** First word of the reason of an abandoned comparison. */
export const FUTILE = 'stopped';

export function wasGivenUp(comparison: Pick<Comparison, 'reason'> & { readonly cause?: unknown }): boolean {
  return comparison.cause === 'examples-limit' || comparison.reason?.startsWith(FUTILE) === true;
}

export interface LastLook {
  readonly pairs: number;
  /** Two-sided; each equivalence test has half of it. */
  readonly level: number;
}

/** Under the more favourable assumption. */
export function chanceOfVerdict(comparison: MeasuredComparison, last: LastLook): number {
  const { standardError, equivalence, baseline } = comparison;
  // Both tests are symmetric.
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
  const reach =
    equivalence.margin + (normalQuantile(last.level / 2) * standardDeviation) / Math.sqrt(last.pairs);
  if (reach <= 0) return differs;
  const expected = (pairs * mean) / last.pairs;
  const spread = (standardDeviation * Math.sqrt(last.pairs - pairs)) / last.pairs;
  const within = normalCdf((reach - expected) / spread) - normalCdf((-reach - expected) / spread);
  return Math.max(differs, within);
}

/** Null where a verdict may still come. */
export function stopForFutility(comparison: MeasuredComparison, last: LastLook): MeasuredComparison | null {
  // The law of further folds is unknown.
  if (comparison.pairing === 'fold') return null;
  const chance = chanceOfVerdict(comparison, last);
  if (chance >= FUTILITY) return null;
  const reason = `${FUTILE} after ${comparison.baseline.n} of at most ${last.pairs} pairs: the chance of a verdict by then was ${(100 * chance).toFixed(1)} %`;
  return { ...comparison, reason };
}
