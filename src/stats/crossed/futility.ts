/**
 * When more seeds are not worth their cost: even after the last look a verdict is unlikely.
 *
 * The seeds to come add the information that the examples leave them to add; where the examples limit, that is next to nothing, and what
 * is undecided now will be then. A difference is given the benefit of the doubt: the seeds to come are assumed to show what was seen
 * so far and one standard error more. Equivalence is, too: they are assumed to show no difference at all.
 *
 * Stopping for futility never raises the false alarms.
 *
 * Source: K. K. G. Lan and J. Wittes, "The B-value", Biometrics 44 (1988).
 */
import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { conditionalPower } from '../sequential/conditional-power.ts';
import type { CrossedEstimate } from './crossed-test.ts';

export interface LastCrossedLook {
  /** Of the last look as a multiple of the information so far: 1 where more seeds add nothing. */
  readonly information: number;
  /** Two-sided. */
  readonly differenceLevel: number;
  readonly equivalence: {
    readonly margin: number;
    /** One-sided. */
    readonly level: number;
  } | null;
}

/** The chance of a verdict at the last look under the better of the two assumptions; 1 where nothing has varied yet, so nothing is known. */
export function chanceOfCrossedVerdict(
  { difference, standardError }: Pick<CrossedEstimate, 'difference' | 'standardError'>,
  { information, differenceLevel, equivalence }: LastCrossedLook,
): number {
  if (standardError === 0) return 1;
  // More seeds that add nothing would leave no chance at all: what is seen now is what will be.
  const growth = Math.max(information, 1 + 1e-6);
  const differs = conditionalPower({
    pairs: 1,
    mean: difference,
    standardDeviation: standardError,
    difference: difference + (difference < 0 ? -standardError : standardError),
    lastPairs: growth,
    lastSignificanceLevel: differenceLevel,
  });
  if (equivalence === null) return differs;
  const lastError = standardError / Math.sqrt(growth);
  // At the last look the difference has to lie this close to zero.
  const reach = equivalence.margin + normalQuantile(equivalence.level) * lastError;
  if (reach <= 0) return differs;
  const expected = difference / growth;
  const spread = (standardError * Math.sqrt(growth - 1)) / growth;
  const within = normalCdf((reach - expected) / spread) - normalCdf((-reach - expected) / spread);
  return Math.max(differs, within);
}
