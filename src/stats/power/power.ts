/**
 * Power of the paired t test: how large a difference can this many pairs detect, and how many pairs would settle it?
 *
 * When: *before* an experiment, to choose the seeds; and after an inconclusive one, to say what it could have shown. Not to
 * be computed at the observed difference, where it only repeats the p-value.
 *
 * The t statistic of n pairs with true difference Δ follows the noncentral t with n − 1 degrees of freedom and noncentrality
 * Δ √n / σ, σ being the standard deviation of the differences. Power is the chance of either tail beyond the critical value.
 * Exact under normality. An estimated σ from few pairs is itself uncertain (±35 % at five pairs), and so are these numbers.
 *
 * Source: J. Cohen, Statistical Power Analysis (1988); agreement with statsmodels' TTestPower in the tests.
 */
import { noncentralTCdf, noncentralTSurvival } from '../distributions/noncentral-t.ts';
import { studentTQuantile } from '../distributions/student-t.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import { findRoot } from '../numerics/root.ts';

/** The smallest true difference that the test finds with probability `power`. Unit: that of the standard deviation. */
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

/** The fewest pairs with which the test finds `difference` with probability `power`; null beyond `maximum`. */
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
 * The fewest pairs with which two one-sided tests, each at alpha, show the difference to lie within ±margin with probability `power`;
 * null beyond `maximum`, and for a difference that does not lie there.
 *
 * Both tests reject at least as often as 1 less the chances that either fails (Bonferroni). That is what is computed: exact where
 * only one of them can fail, and for a difference in the middle a pair too many at most.
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
 * Power of any two-sided t test from its noncentrality and degrees of freedom.
 *
 * @example twoSidedTPower(0.5 * Math.sqrt(34), 33, 0.05) // 0.8077775, of an effect of half a standard deviation in 34 pairs
 */
export function twoSidedTPower(noncentrality: number, degreesOfFreedom: number, alpha: number): number {
  const critical = -studentTQuantile(alpha / 2, degreesOfFreedom);
  const expected = noncentralTSurvival(critical, degreesOfFreedom, noncentrality);
  const opposite = noncentralTCdf(-critical, degreesOfFreedom, noncentrality);
  return Math.min(1, expected + opposite);
}

/** Whether `twoSidedTPower` is at least `power`. The tail of the wrong side, which has half of alpha at most, is asked for where it decides. */
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

/** The noncentrality at which a two-sided t test has this power. */
export function detectableNoncentrality(degreesOfFreedom: number, alpha: number, power: number): number {
  requireBetween('detectableNoncentrality', 'alpha', alpha, 0, 1);
  requireBetween('detectableNoncentrality', 'power', power, alpha, 1);
  const lacking = (noncentrality: number): number =>
    twoSidedTPower(noncentrality, degreesOfFreedom, alpha) - power;
  let high = -studentTQuantile(alpha / 2, degreesOfFreedom) + 1;
  while (lacking(high) < 0) high *= 2;
  return findRoot(lacking, 0, high, 1e-13);
}

/** The smallest integer from `smallest` to `maximum` that suffices, where all larger ones suffice too; null if none does. */
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
