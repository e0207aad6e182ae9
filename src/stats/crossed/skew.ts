/**
 * A t statistic corrected for the skewness of what it is made of.
 *
 * When: as a check on a t test whose data may be skewed. A few examples with large effects make the mean and its standard error
 * go together, and t is then off centre: with few examples of exponential effects it rejects too often (docs/contributing/decisions/new-examples.md). The
 * corrected t does so less, but where hardly any example varies its own skewness is guesswork. So it may object to a verdict and
 * never grants one.
 *
 * g(t) = t + κ t²/3 + κ² t³/27 + κ/6, with κ the skewness of the mean: monotone, and standard normal to the order of 1/n.
 *
 * Source: P. Hall, "On the removal of skewness by transformation", J. Royal Statistical Society B 54 (1992).
 */

/**
 * @param statistic (mean − hypothesis) / standard error
 * @param skewness of the mean: its third cumulant over its standard error cubed
 * @returns a statistic to be read off the same t distribution
 */
export function correctForSkewness(statistic: number, skewness: number): number {
  const scaled = (skewness * statistic) / 3;
  return statistic * (1 + scaled + (scaled * scaled) / 3) + skewness / 6;
}
