/**
 * The Brown–Forsythe test: do two models scatter alike?
 *
 * When: to tell whether a variant is less stable from seed to seed than the baseline, whatever their means. It is Levene's test
 * with medians: a two-sample t test of the absolute deviations from the arm's own median, which keeps its level for skewed and
 * heavy-tailed values, where the F test of two variances does not.
 *
 * Assumption: independent runs. Arms that share seeds are positively correlated as a rule, which makes the test conservative.
 *
 * Source: M. B. Brown and A. B. Forsythe, J. Amer. Statist. Assoc. 69 (1974), 364–367.
 */
import { isConstant, mean, quantile, standardDeviation } from '../describe.ts';
import { studentTTwoSided } from '../distributions/student-t.ts';
import { requireFinite, StatisticsError } from '../error.ts';

export interface BrownForsythe {
  /** F with 1 and `degreesOfFreedom`: the square of the t statistic of the deviations. */
  readonly statistic: number;
  /** n + m − 2. */
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly pValue: number;
}

/**
 * @param candidate results of the variant, one a run
 * @param baseline results of the baseline, one a run
 * @throws StatisticsError for an arm of fewer than two runs, and where all deviations of an arm are the same in both arms, as
 *   they are with two runs each
 * @example brownForsythe([1, 2, 3, 4], [10, 20, 30, 40]).pValue // 0.0354…
 */
export function brownForsythe(candidate: readonly number[], baseline: readonly number[]): BrownForsythe {
  if (candidate.length < 2 || baseline.length < 2) {
    throw new StatisticsError('brownForsythe requires at least two runs of each model');
  }
  requireFinite('brownForsythe', candidate);
  requireFinite('brownForsythe', baseline);
  const one = deviations(candidate);
  const other = deviations(baseline);
  const magnitude = [...candidate, ...baseline].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (isConstant(one, magnitude) && isConstant(other, magnitude)) {
    throw new StatisticsError(
      'brownForsythe requires deviations from the median that vary in one arm at least',
    );
  }
  const degreesOfFreedom = one.length + other.length - 2;
  const pooled = Math.hypot(
    standardDeviation(one) * Math.sqrt((one.length - 1) / degreesOfFreedom),
    standardDeviation(other) * Math.sqrt((other.length - 1) / degreesOfFreedom),
  );
  const t = (mean(one) - mean(other)) / (pooled * Math.sqrt(1 / one.length + 1 / other.length));
  return { statistic: t * t, degreesOfFreedom, pValue: studentTTwoSided(t, degreesOfFreedom) };
}

/**
 * The smallest p that a candidate which scatters more can reach with so many runs: no number of them is evidence where it lies above
 * the level.
 *
 * Deviations speak loudest where the baseline has none and all of the candidate's are alike. The median of an odd number of runs is
 * one of them, with a deviation of zero among the others; that of an even number need not be, and then p goes to zero.
 *
 * @example smallestBrownForsytheP(3, 3) // 0.116…
 */
export function smallestBrownForsytheP(candidate: number, baseline: number): number {
  if (candidate % 2 === 0) return 0;
  const degreesOfFreedom = candidate + baseline - 2;
  // One zero and ones: their mean, and the sum of squares about it, are both (n − 1)/n.
  const level = (candidate - 1) / candidate;
  const variance = (level / degreesOfFreedom) * (1 / candidate + 1 / baseline);
  return studentTTwoSided(level / Math.sqrt(variance), degreesOfFreedom);
}

function deviations(values: readonly number[]): number[] {
  const median = quantile(values, 0.5);
  return values.map((value) => Math.abs(value - median));
}
