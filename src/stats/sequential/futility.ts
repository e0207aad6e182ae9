/**
 * The chance that more seeds lead to a verdict by the last look, for means over pairs as for those over seeds and examples.
 *
 * Assumptions are generous: for a difference, future seeds show the current estimate plus one standard error; for
 * equivalence, they show no difference. Looks in between, which only add power, are ignored. Stopping for futility never
 * raises the false alarms.
 *
 * Source: K. K. G. Lan and J. Wittes, "The B-value", Biometrics 44 (1988).
 */
import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import type { TEstimate } from '../tests/t-test.ts';

export interface LastLook {
  /** Information at the last look, as a multiple of the current one; 1 if more seeds add nothing. */
  readonly information: number;
  /** Two-sided. */
  readonly level: number;
  /** Its level is one-sided. */
  readonly equivalence: { readonly margin: number; readonly level: number } | null;
  /** An improvement must be above it. Default: 0. */
  readonly minEffect?: number | undefined;
}

/** @returns the chance under the better assumption; 1 if nothing has varied yet */
export function chanceOfVerdict(
  { difference, standardError }: Pick<TEstimate, 'difference' | 'standardError'>,
  { information, level, equivalence, minEffect = 0 }: LastLook,
): number {
  if (standardError === 0) return 1;
  // If more seeds add nothing, the current result is also the last one.
  const growth = Math.max(information, 1 + 1e-6);
  const chanceFrom = (from: number, towards: number) =>
    chanceOfDifference(from, standardError, { growth, level, assumed: from + towards * standardError });
  const differs =
    minEffect > 0
      ? Math.max(chanceFrom(difference - minEffect, 1).above, chanceFrom(difference, -1).below)
      : sumOf(chanceFrom(difference, difference < 0 ? -1 : 1));
  if (equivalence === null) return differs;
  const lastError = standardError / Math.sqrt(growth);
  const reach = equivalence.margin + normalQuantile(equivalence.level) * lastError;
  if (reach <= 0) return differs;
  const expected = difference / growth;
  const spread = (standardError * Math.sqrt(growth - 1)) / growth;
  const within = normalCdf((reach - expected) / spread) - normalCdf((-reach - expected) / spread);
  return Math.max(differs, within);
}

function sumOf({ above, below }: { readonly above: number; readonly below: number }): number {
  return above + below;
}

/** Conditional power: the chance that the last look rejects on either side, if future seeds have mean `assumed`. */
function chanceOfDifference(
  mean: number,
  standardError: number,
  { growth, level, assumed }: { readonly growth: number; readonly level: number; readonly assumed: number },
): { readonly above: number; readonly below: number } {
  const missing = growth - 1;
  const needed = -normalQuantile(level / 2) * Math.sqrt(growth);
  const expected = (mean + missing * assumed) / standardError;
  const spread = Math.sqrt(missing);
  return {
    above: normalCdf((expected - needed) / spread),
    below: normalCdf((-expected - needed) / spread),
  };
}
