/**
 * The corrected resampled t test: differences over *overlapping training sets*.
 *
 * When: the differences come from cross-validation or repeated random splits. Training sets that share examples make the
 * results correlated, so the ordinary standard error is too small. The variance s²/n becomes s² (1/n + testShare), with
 * testShare the size of a test set over that of a training set: 1/9 for ten folds.
 *
 * Not for seeds over one fixed split: nothing overlaps there that varies, testShare is 0, and it is the paired t test.
 *
 * The Bayesian reading (Corani and Benavoli) takes the same t distribution as the posterior of the true difference and
 * asks how much of it lies below −rope, inside ±rope, the region of practical equivalence, and above.
 *
 * Source: C. Nadeau and Y. Bengio, Machine Learning 52 (2003); G. Corani and A. Benavoli, Machine Learning 100 (2015).
 */
import { isConstant, mean, standardDeviation } from '../describe.ts';
import { studentTCdf, studentTQuantile, studentTTwoSided } from '../distributions/student-t.ts';
import { requireBetween, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';

export interface CorrectedT {
  readonly mean: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
  /** Posterior probabilities: the baseline better by more than the rope, no difference that matters, the variant better. */
  readonly posterior: { readonly baseline: number; readonly rope: number; readonly candidate: number };
}

/**
 * @param differences one a fold or split, variant minus baseline
 * @param options.testShare size of a test set over that of a training set
 * @param options.rope half-width of the region of practical equivalence
 */
export function correctedResampledT(
  differences: readonly number[],
  { testShare, rope = 0, level = 0.95 }: { testShare: number; rope?: number; level?: number },
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
  if (!(rope >= 0))
    throw new StatisticsError(`correctedResampledT requires a rope of zero or more, but it is ${rope}`);
  requireBetween('correctedResampledT', 'level', level, 0, 1);
  const centre = mean(differences);
  const degreesOfFreedom = differences.length - 1;
  const standardError = standardDeviation(differences) * Math.sqrt(1 / differences.length + testShare);
  const statistic = centre / standardError;
  const halfWidth = -studentTQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
  const below = studentTCdf((-rope - centre) / standardError, degreesOfFreedom);
  const above = studentTCdf((centre - rope) / standardError, degreesOfFreedom);
  return {
    mean: centre,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue: studentTTwoSided(statistic, degreesOfFreedom),
    interval: { level, low: centre - halfWidth, high: centre + halfWidth },
    posterior: { baseline: below, rope: rope === 0 ? 0 : Math.max(0, 1 - below - above), candidate: above },
  };
}
