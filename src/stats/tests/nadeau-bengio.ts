/**
 * The corrected resampled t test of differences over *overlapping training sets*, as in cross-validation. Overlap correlates
 * results, so the variance s²/n becomes s² (1/n + testShare): 1/9 for ten folds.
 *
 * Source: C. Nadeau and Y. Bengio, Machine Learning 52 (2003).
 */
import { isConstant, mean, standardDeviation } from '../describe.ts';
import { studentTQuantile, studentTTwoSided } from '../distributions/student-t.ts';
import { requireBetween, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';

export interface CorrectedT {
  readonly mean: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
}

/**
 * @param differences one per fold or split, variant minus baseline
 * @param options.testShare size of a test set over that of a training set
 */
export function correctedResampledT(
  differences: readonly number[],
  { testShare, level = 0.95 }: { testShare: number; level?: number },
): CorrectedT {
  if (differences.length < 2)
    throw new StatisticsError('correctedResampledT requires at least two differences');
  if (isConstant(differences))
    throw new StatisticsError('correctedResampledT requires differences that vary');
  if (!(testShare >= 0 && testShare < Infinity)) {
    throw new StatisticsError(
      `correctedResampledT requires a testShare of zero or more, but it is ${testShare}`,
    );
  }
  requireBetween('correctedResampledT', 'level', level, 0, 1);
  const centre = mean(differences);
  const degreesOfFreedom = differences.length - 1;
  const standardError = standardDeviation(differences) * Math.sqrt(1 / differences.length + testShare);
  const statistic = centre / standardError;
  const halfWidth = -studentTQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
  return {
    mean: centre,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue: studentTTwoSided(statistic, degreesOfFreedom),
    interval: { level, low: centre - halfWidth, high: centre + halfWidth },
  };
}
