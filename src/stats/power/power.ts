/**
 * Power of the paired t test: which difference can this many pairs detect, and how many pairs would settle it?
 *
 * At the observed difference it only repeats the p-value. With true difference Δ, t follows the noncentral t with n − 1
 * degrees of freedom and noncentrality Δ √n / σ, σ being the differences' standard deviation. A σ estimated from few pairs is
 * uncertain, and so is the result.
 *
 * Source: J. Cohen, Statistical Power Analysis (1988); tests compare with statsmodels' TTestPower.
 */
import { noncentralTCdf, noncentralTSurvival } from '../distributions/noncentral-t.ts';
import { studentTQuantile } from '../distributions/student-t.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import { findRoot } from '../numerics/root.ts';

/** Smallest true difference found with probability `power`, in the unit of the standard deviation. */
export function minimumDetectableDifference(design: {
  readonly standardDeviation: number;
  readonly pairs: number;
  readonly alpha: number;
  readonly power: number;
}): number {
  const { standardDeviation, pairs, alpha, power } = design;
  requireBetween('minimumDetectableDifference', 'standardDeviation', standardDeviation, 0, Infinity);
  if (!(Number.isInteger(pairs) && pairs >= 2)) {
    throw new StatisticsError(
      `minimumDetectableDifference requires at least two pairs, but pairs is ${pairs}`,
    );
  }
  return (detectableNoncentrality(pairs - 1, alpha, power) / Math.sqrt(pairs)) * standardDeviation;
}

/** Fewest pairs that find `difference` with probability `power`; null beyond `maximum`. */
export function pairsNeeded(design: {
  readonly difference: number;
  readonly standardDeviation: number;
  readonly alpha: number;
  readonly power: number;
  readonly maximum?: number;
}): number | null {
  const { difference, standardDeviation, alpha, power, maximum = 1e6 } = design;
  requireFinite('pairsNeeded', [difference]);
  requireBetween('pairsNeeded', 'standardDeviation', standardDeviation, 0, Infinity);
  requireBetween('pairsNeeded', 'power', power, 0, 1);
  const effect = Math.abs(difference) / standardDeviation;
  return smallestSize(2, maximum, (pairs) =>
    reachesPower(power, effect * Math.sqrt(pairs), pairs - 1, alpha),
  );
}

/**
 * Fewest pairs with which two one-sided tests, each at alpha, show the difference inside ±margin with probability `power`;
 * null beyond `maximum`, or if the difference is outside. Uses the Bonferroni bound on either test failing: at most a pair
 * too many.
 *
 * @example equivalencePairsNeeded({ difference: 0, margin: 1, standardDeviation: 1, alpha: 0.05, power: 0.8 }) // 11
 */
export function equivalencePairsNeeded(design: {
  readonly difference: number;
  readonly margin: number;
  readonly standardDeviation: number;
  readonly alpha: number;
  readonly power: number;
  readonly maximum?: number;
}): number | null {
  const { difference, margin, standardDeviation, alpha, power, maximum = 1e6 } = design;
  requireFinite('equivalencePairsNeeded', [difference, margin]);
  requireBetween('equivalencePairsNeeded', 'standardDeviation', standardDeviation, 0, Infinity);
  requireBetween('equivalencePairsNeeded', 'alpha', alpha, 0, 1);
  requireBetween('equivalencePairsNeeded', 'power', power, 0, 1);
  const room = [margin - difference, margin + difference].map((distance) => distance / standardDeviation);
  if (room.some((distance) => distance <= 0)) return null;
  return smallestSize(2, maximum, (pairs) => {
    const critical = -studentTQuantile(alpha, pairs - 1);
    const missed = room.map(
      (distance) => 1 - noncentralTSurvival(critical, pairs - 1, distance * Math.sqrt(pairs)),
    );
    return 1 - missed.reduce((sum, chance) => sum + chance, 0) >= power;
  });
}

/**
 * @example twoSidedTPower(0.5 * Math.sqrt(34), 33, 0.05) // 0.8077775, of an effect of half a standard deviation in 34 pairs
 */
export function twoSidedTPower(noncentrality: number, degreesOfFreedom: number, alpha: number): number {
  const critical = -studentTQuantile(alpha / 2, degreesOfFreedom);
  const expected = noncentralTSurvival(critical, degreesOfFreedom, noncentrality);
  const opposite = noncentralTCdf(-critical, degreesOfFreedom, noncentrality);
  return Math.min(1, expected + opposite);
}

/** The wrong tail, at most alpha/2, is computed only if it decides. */
export function reachesPower(
  power: number,
  noncentrality: number,
  degreesOfFreedom: number,
  alpha: number,
): boolean {
  const critical = -studentTQuantile(alpha / 2, degreesOfFreedom);
  const expected = noncentralTSurvival(critical, degreesOfFreedom, noncentrality);
  if (expected >= power) return true;
  if (expected + alpha < power) return false;
  return Math.min(1, expected + noncentralTCdf(-critical, degreesOfFreedom, noncentrality)) >= power;
}

export function detectableNoncentrality(degreesOfFreedom: number, alpha: number, power: number): number {
  requireBetween('detectableNoncentrality', 'alpha', alpha, 0, 1);
  requireBetween('detectableNoncentrality', 'power', power, alpha, 1);
  const lacking = (noncentrality: number): number =>
    twoSidedTPower(noncentrality, degreesOfFreedom, alpha) - power;
  let high = -studentTQuantile(alpha / 2, degreesOfFreedom) + 1;
  while (lacking(high) < 0) high *= 2;
  return findRoot(lacking, 0, high, 1e-13);
}

/** Smallest integer from `smallest` to `maximum` that suffices, given that larger ones do; null if none. */
export function smallestSize(
  smallest: number,
  maximum: number,
  suffices: (size: number) => boolean,
): number | null {
  let enough = smallest;
  let short = smallest - 1;
  while (!suffices(enough)) {
    if (enough >= maximum) return null;
    short = enough;
    enough = Math.min(2 * enough, maximum);
  }
  while (enough - short > 1) {
    const middle = Math.floor((short + enough) / 2);
    if (suffices(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}
