/**
 * A t statistic corrected for skewness: g(t) = t + κ t²/3 + κ² t³/27 + κ/6, with κ the skewness of the mean.
 *
 * A few examples with large effects correlate the mean with its standard error, so that t rejects too often. An estimated κ
 * is unreliable if few examples vary, so the corrected t may object to a verdict but never grants one
 * (docs/contributing/decisions/new-examples.md).
 *
 * Source: P. Hall, J. Royal Statistical Society B 54 (1992).
 */

/**
 * @param skewness third cumulant of the mean over its standard error cubed
 * @returns a statistic for the same t distribution
 */
export function correctForSkewness(statistic: number, skewness: number): number {
  const scaled = (skewness * statistic) / 3;
  return statistic * (1 + scaled + (scaled * scaled) / 3) + skewness / 6;
}
