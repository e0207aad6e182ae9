/**
 * The corrected resampled t test of differences over *overlapping training sets*, as in cross-validation. Overlap correlates
 * results, so the variance s²/n becomes s² (1/n + testShare): 1/9 for ten folds.
 *
 * Source: C. Nadeau and Y. Bengio, Machine Learning 52 (2003).
 */
import { isConstant, mean, standardDeviation } from '../describe.ts';
import { StatisticsError } from '../error.ts';
import { type TEstimate, type TTest, tTest } from './t-test.ts';

/**
 * @param differences one per fold or split, variant minus baseline
 * @param options.testShare size of a test set over that of a training set
 */
export function correctedResampledT(
  differences: readonly number[],
  { testShare, ...options }: { testShare: number; level?: number },
): TEstimate & TTest {
  if (differences.length < 2)
    throw new StatisticsError('correctedResampledT requires at least two differences');
  if (isConstant(differences))
    throw new StatisticsError('correctedResampledT requires differences that vary');
  if (!(testShare >= 0 && testShare < Infinity)) {
    throw new StatisticsError(
      `correctedResampledT requires a testShare of zero or more, but it is ${testShare}`,
    );
  }
  const estimate = {
    difference: mean(differences),
    standardError: standardDeviation(differences) * Math.sqrt(1 / differences.length + testShare),
    degreesOfFreedom: differences.length - 1,
  };
  return { ...estimate, ...tTest(estimate, options) };
}
