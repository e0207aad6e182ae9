/**
 * The Brown–Forsythe test: do two models vary equally between independent runs?
 *
 * A two-sample t test of absolute deviations from each arm's median keeps its level for skewed and heavy-tailed values,
 * unlike the F test. Shared seeds usually correlate arms positively, which makes it conservative.
 *
 * Source: M. B. Brown and A. B. Forsythe, J. Amer. Statist. Assoc. 69 (1974), 364–367.
 */
import { isConstant, mean, quantile, standardDeviation } from '../describe.ts';
import { studentTTwoSided } from '../distributions/student-t.ts';
import { requireFinite, StatisticsError } from '../error.ts';

export interface BrownForsythe {
  /** F with 1 and `degreesOfFreedom`. */
  readonly statistic: number;
  /** n + m − 2. */
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly pValue: number;
}

/**
 * @throws StatisticsError for an arm of fewer than two runs, and if deviations are constant within both arms, as for two runs
 * each
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
 * Smallest p for a candidate that varies more, with so many runs; if it is above the level, no result is evidence.
 *
 * The extreme case has a constant baseline and equal deviations of the candidate. With an odd number of runs the median is a
 * run, with deviation zero; with an even number p goes to zero.
 */
export function smallestBrownForsytheP(candidate: number, baseline: number): number {
  if (candidate % 2 === 0) return 0;
  const degreesOfFreedom = candidate + baseline - 2;
  // Of one zero and n − 1 ones, mean and sum of squares are both (n − 1)/n.
  const level = (candidate - 1) / candidate;
  const variance = (level / degreesOfFreedom) * (1 / candidate + 1 / baseline);
  return studentTTwoSided(level / Math.sqrt(variance), degreesOfFreedom);
}

function deviations(values: readonly number[]): number[] {
  const median = quantile(values, 0.5);
  return values.map((value) => Math.abs(value - median));
}
