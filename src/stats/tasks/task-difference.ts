/**
 * One task's difference with its standard error: the part of a task in `stratifiedDifference`.
 *
 * A task whose differences are all equal has standard error 0, which is an answer here: other tasks may vary. A task with one
 * pair has no standard error, and none is borrowed from other tasks, whose spread may be another.
 */
import { differenceOfMeans, isConstant, mean, standardDeviation } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';
import type { TEstimate } from '../tests/t-test.ts';
import { welchT } from '../tests/welch-t.ts';

/** A task has too few runs to show how they vary. */
export class TooFewRunsError extends StatisticsError {}

/**
 * @param differences one per pair, variant minus baseline, in the unit of the metric
 * @throws TooFewRunsError for fewer than two pairs
 * @example pairedDifference([1, 2, 3]) // { difference: 2, standardError: 0.577…, degreesOfFreedom: 2 }
 */
export function pairedDifference(differences: readonly number[]): TEstimate {
  requireFinite('pairedDifference', differences);
  if (differences.length < 2) {
    throw new TooFewRunsError(`a task requires at least two pairs, but it has ${differences.length}`);
  }
  const spread = isConstant(differences) ? 0 : standardDeviation(differences);
  return {
    difference: mean(differences),
    standardError: spread / Math.sqrt(differences.length),
    degreesOfFreedom: differences.length - 1,
  };
}

/**
 * Welch's, for runs that no seed pairs.
 *
 * @throws TooFewRunsError for a model with fewer than two runs
 */
export function unpairedDifference(candidate: readonly number[], baseline: readonly number[]): TEstimate {
  requireFinite('unpairedDifference', candidate);
  requireFinite('unpairedDifference', baseline);
  if (candidate.length < 2 || baseline.length < 2) {
    throw new TooFewRunsError(
      `a task requires at least two runs of each model, but it has ${candidate.length} and ${baseline.length}`,
    );
  }
  if (isConstant(candidate) && isConstant(baseline)) {
    return {
      difference: differenceOfMeans(candidate, baseline),
      standardError: 0,
      degreesOfFreedom: candidate.length + baseline.length - 2,
    };
  }
  const { difference, standardError, degreesOfFreedom } = welchT(candidate, baseline);
  return { difference, standardError, degreesOfFreedom };
}
