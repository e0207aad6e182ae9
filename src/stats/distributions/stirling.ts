/**
 * μ(a) = ln Γ(a) − [(a − ½) ln a − a + ½ ln 2π], the remainder of Stirling's formula.
 *
 * Ratios of gamma functions are differences of huge logarithms with nine correct digits; with μ, fifteen remain.
 */
import gammaln from '@stdlib/math-base-special-gammaln';

const HALF_LOG_TWO_PI = 0.9189385332046728;

export function stirlingRemainder(a: number): number {
  if (a < 16) return gammaln(a) - ((a - 0.5) * Math.log(a) - a + HALF_LOG_TWO_PI);
  const square = 1 / (a * a);
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / a;
}
