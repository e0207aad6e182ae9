/**
 * The chance that more seeds lead to a verdict by the last look.
 *
 * Assumptions are generous: for a difference, future seeds show the current estimate plus one standard error; for
 * equivalence, they show no difference. Stopping for futility never raises the false alarms.
 *
 * Source: K. K. G. Lan and J. Wittes, Biometrics 44 (1988).
 */
import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { conditionalPower } from '../sequential/conditional-power.ts';
import type { CrossedEstimate } from './crossed-test.ts';

export interface LastCrossedLook {
  /** Information at the last look, as a multiple of the current one; 1 if more seeds add nothing. */
  readonly information: number;
  /** Two-sided. */
  readonly differenceLevel: number;
  readonly equivalence: {
    readonly margin: number;
    /** One-sided. */
    readonly level: number;
  } | null;
}

/** @returns the chance under the better assumption; 1 if nothing has varied yet */
export function chanceOfCrossedVerdict(
  { difference, standardError }: Pick<CrossedEstimate, 'difference' | 'standardError'>,
  { information, differenceLevel, equivalence }: LastCrossedLook,
): number {
  if (standardError === 0) return 1;
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
  const reach = equivalence.margin + normalQuantile(equivalence.level) * lastError;
  if (reach <= 0) return differs;
  const expected = difference / growth;
  const spread = (standardError * Math.sqrt(growth - 1)) / growth;
  const within = normalCdf((reach - expected) / spread) - normalCdf((-reach - expected) / spread);
  return Math.max(differs, within);
}
