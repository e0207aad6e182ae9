/**
 * Student's t distribution, for any real number of degrees of freedom above zero (Welch's test has fractions).
 *
 * For an upper tail call `studentTCdf(-t, df)`: by symmetry it is the survival function, without the cancellation of
 * 1 − P. Both functions are accurate to 1e-12 relative for 1 ≤ df ≤ 1e6 and tails down to 1e-300 (tests hold them against
 * mpmath). @stdlib's own quantile is off in the third digit at df ≥ 1e4 and p < 1e-50, hence the one here.
 */
import betainc from '@stdlib/math-base-special-betainc';
import cdf from '@stdlib/stats-base-dists-t-cdf';
import { normalQuantile } from './normal.ts';
import { stirlingRemainder } from './stirling.ts';

/** P(T ≤ t). */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  const square = t * t;
  if (square < 1e-3 * degreesOfFreedom) {
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

export function studentTPdf(t: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2;
  // Γ(a + ½) / (Γ(a) √a), with the large parts of the two logarithms cancelled.
  const logRatio = a * Math.log1p(0.5 / a) - 0.5 + stirlingRemainder(a + 0.5) - stirlingRemainder(a);
  return Math.exp(logRatio - (a + 0.5) * Math.log1p((t * t) / degreesOfFreedom)) / Math.sqrt(2 * Math.PI);
}

/**
 * The t below which a share `probability` of the distribution lies.
 *
 * Newton's method: near the centre on P itself, which is convex below zero; in the tail on ln P against ln |t|, which is
 * concave and nearly straight, since the tail is a power of t. Both forms converge from the start chosen, without a search.
 *
 * @example studentTQuantile(0.975, 14) // 2.1447866879169273
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  if (probability === 0.5) return 0;
  if (probability > 0.5) return -studentTQuantile(1 - probability, degreesOfFreedom);
  if (!(probability > 0)) return probability === 0 ? -Infinity : NaN;
  const inTail = probability < 0.1;
  let t = inTail ? normalQuantile(probability) : 0;
  for (let iteration = 0; iteration < 100; iteration++) {
    const below = studentTCdf(t, degreesOfFreedom);
    const density = studentTPdf(t, degreesOfFreedom);
    const next = inTail
      ? t * Math.exp((-Math.log(below / probability) * below) / (t * density))
      : t - (below - probability) / density;
    const settled = Math.abs(next - t) <= 4 * Number.EPSILON * Math.abs(next);
    t = next;
    if (settled) break;
  }
  return t;
}
