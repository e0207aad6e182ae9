/**
 * The limits of BCa, the bias-corrected and accelerated bootstrap interval: percentile limits, moved by how far the resamples sit beside
 * the estimate (bias) and by how much its error changes with its value (acceleration).
 *
 * When: as a check on the t interval that assumes no normality. With five to twenty values it is too narrow, as all percentile intervals
 * are: it misses the mean of five normal values 14 % of the time instead of 5 (docs/statistics.md). So it can object to a finding,
 * and is no ground for one.
 *
 * Assumption: the values are independent draws; a resample cannot show what the sample does not hold. A sample is what
 * repeats: differences by seed, not single examples.
 *
 * Source: B. Efron (1987); A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), ch. 5.
 */
import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { quantileOfLaw, type ResampledLaw, shareBelow } from './resampled-law.ts';

/** @param skew the acceleration, a sixth of the skewness of the jackknife influence values */
export function bcaLimits(
  law: ResampledLaw,
  estimate: number,
  skew: number,
  level: number,
): { low: number; high: number } {
  const bias = normalQuantile(shareBelow(law, estimate));
  const moved = (probability: number): number => {
    const z = bias + normalQuantile(probability);
    const divisor = 1 - skew * z;
    // Past the pole of the transformation the limit is the far end of the resamples.
    return divisor <= 0 ? (z > 0 ? 1 : 0) : normalCdf(bias + z / divisor);
  };
  return {
    low: quantileOfLaw(law, moved((1 - level) / 2)),
    high: quantileOfLaw(law, moved((1 + level) / 2)),
  };
}
