/**
 * A t statistic corrected for skewness.
 *
 * When: to check a t test of possibly skewed data. A few examples with large effects correlate the mean with its standard
 * error, so that t rejects too often (docs/contributing/decisions/new-examples.md). The corrected t does so less, but an
 * estimated skewness is unreliable if few examples vary, so it may object to a verdict but never grants one.
 *
 * g(t) = t + κ t²/3 + κ² t³/27 + κ/6, with κ the skewness of the mean: monotone, and standard normal to order 1/n.
 *
 * Source: P. Hall, "On the removal of skewness by transformation", J. Royal Statistical Society B 54 (1992).
 */

/**
 * @param statistic (mean − hypothesis) / standard error
 * @param skewness of the mean: its third cumulant over its standard error cubed
 * @returns a statistic for the same t distribution
 */
export function correctForSkewness(statistic: number, skewness: number): number {
  const scaled = (skewness * statistic) / 3;
  return statistic * (1 + scaled + (scaled * scaled) / 3) + skewness / 6;
}
