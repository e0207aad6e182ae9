/**
 * Student's t distribution, for any positive degrees of freedom.
 *
 * For an upper tail call `studentTCdf(-t, df)`. @stdlib has 1e-13 relative accuracy for 1 ≤ df ≤ 1e6 (compared with mpmath),
 * except near t = 0, which is fixed here.
 */
import betainc from '@stdlib/math-base-special-betainc';
import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';

export function studentTCdf(t: number, degreesOfFreedom: number): number {
  const square = t * t;
  if (square < 1e-3 * Math.min(1, degreesOfFreedom)) {
    // Near zero @stdlib's complement of the small central part has only 9 digits.
    const central = betainc(square / (degreesOfFreedom + square), 0.5, degreesOfFreedom / 2, true, false);
    return 0.5 + (Math.sign(t) * central) / 2;
  }
  return cdf(t, degreesOfFreedom);
}

/** P(|T| ≥ |t|): the two-sided p-value. */
export function studentTTwoSided(t: number, degreesOfFreedom: number): number {
  return Math.min(1, 2 * studentTCdf(-Math.abs(t), degreesOfFreedom));
}

/**
 * The t with P(T ≤ t) = `probability`. Ask for the small tail.
 *
 * @example -studentTQuantile(0.025, 14) // 2.1447866879169273
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  return quantile(probability, degreesOfFreedom);
}
