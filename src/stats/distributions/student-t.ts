/**
 * Student's t distribution, for any real number of degrees of freedom above zero (Welch's test has fractions).
 *
 * For an upper tail call `studentTCdf(-t, df)`: by symmetry it is the survival function, without the cancellation of
 * 1 − P. @stdlib's functions were held against mpmath for 1 ≤ df ≤ 1e6: 1e-13 relative down to tails of 1e-300, but
 * for the neighbourhood of t = 0, which is fixed here.
 */
import betainc from '@stdlib/math-base-special-betainc';
import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';

/** P(T ≤ t). */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  const square = t * t;
  if (square < 1e-3 * Math.min(1, degreesOfFreedom)) {
    // Near zero the central part is the small number, and @stdlib's complement of it has 9 digits only.
    const central = betainc(square / (degreesOfFreedom + square), 0.5, degreesOfFreedom / 2, true, false);
    return 0.5 + (Math.sign(t) * central) / 2;
  }
  return cdf(t, degreesOfFreedom);
}

/** The chance of a |T| at least this large: the two-sided p-value of a t statistic. */
export function studentTTwoSided(t: number, degreesOfFreedom: number): number {
  return Math.min(1, 2 * studentTCdf(-Math.abs(t), degreesOfFreedom));
}

/**
 * The t below which a share `probability` of the distribution lies. Ask for the small tail and change the sign.
 *
 * @example -studentTQuantile(0.025, 14) // 2.1447866879169273
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  return quantile(probability, degreesOfFreedom);
}
