/**
 * Conditional power: the chance that the last look will reject, given the pairs so far.
 *
 * When: to stop for futility. If even the full number of pairs is unlikely to decide, the rest need not be trained. Stopping so
 * never raises the false alarms, as long as the boundaries are left as they were.
 *
 * The pairs to come are assumed to have a mean of `difference` and the standard deviation seen so far: give the margin to
 * ask whether an effect that matters would still be found, or the observed mean to let the trend go on. Looks in between, which
 * can only add to the power, are left out; the last boundary is used through its nominal p.
 *
 * Source: K. K. G. Lan and J. Wittes, "The B-value", Biometrics 44 (1988).
 */
import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { requireBetween, StatisticsError } from '../error.ts';

export function conditionalPower(state: {
  readonly pairs: number;
  readonly mean: number;
  readonly standardDeviation: number;
  /** Assumed for the pairs to come, in the unit of the mean. */
  readonly difference: number;
  readonly lastPairs: number;
  /** Of the last look, as a two-sided p-value. */
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
