/**
 * Conditional power: the chance that the last look rejects, given the pairs so far.
 *
 * Future pairs have mean `difference` and the standard deviation seen so far. Looks in between, which only add power, are
 * ignored.
 *
 * Source: K. K. G. Lan and J. Wittes, "The B-value", Biometrics 44 (1988).
 */
import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { requireBetween, StatisticsError } from '../error.ts';

export function conditionalPower(state: {
  readonly pairs: number;
  readonly mean: number;
  readonly standardDeviation: number;
  /** Assumed mean of future pairs, in the unit of the mean. */
  readonly difference: number;
  readonly lastPairs: number;
  /** Two-sided p-value required at the last look. */
  readonly lastSignificanceLevel: number;
}): number {
  const { pairs, mean, standardDeviation, difference, lastPairs, lastSignificanceLevel } = state;
  requireBetween('conditionalPower', 'standardDeviation', standardDeviation, 0, Infinity);
  requireBetween('conditionalPower', 'lastSignificanceLevel', lastSignificanceLevel, 0, 1);
  if (!(lastPairs > pairs && pairs >= 1)) {
    throw new StatisticsError(`conditionalPower requires pairs to come, but ${pairs} of ${lastPairs} are in`);
  }
  const missing = lastPairs - pairs;
  const needed = -normalQuantile(lastSignificanceLevel / 2) * Math.sqrt(lastPairs);
  const expected = (pairs * mean + missing * difference) / standardDeviation;
  const spread = Math.sqrt(missing);
  return normalCdf((expected - needed) / spread) + normalCdf((-expected - needed) / spread);
}
