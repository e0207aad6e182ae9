/**
 * The studentised bootstrap test of a mean (bootstrap-t): the t statistic, held against how t itself behaves in resamples
 * instead of Student's law.
 *
 * When: as a check on the t test where values may be skewed. Skewness makes t lean: for differences that are mostly a
 * little negative and seldom very positive, large negative t come too often. Resamples lean the same way, so their t say
 * how large is large. Of the bootstraps it is the one that keeps nearest to its level with few values (docs/statistics.md).
 *
 * Assumption: independent draws; the sample shows the shape of its law. With fewer than six values it hardly does: resamples
 * that hold one value over and over have an infinite t, which count against every finding (`smallestStudentisedPValue`).
 *
 * Sampled: p is (hits + 1)/(resamples + 1) per side, so it is never zero.
 *
 * Source: P. Hall, The Bootstrap and Edgeworth Expansion (1992), section 3.10; the one-sided tests of equivalence as in tost.ts.
 */
import type { MeanResamples } from './mean-resamples.ts';

export interface StudentisedTest {
  /** Two-sided, for a mean of zero: twice the smaller tail, at most 1. */
  readonly pValue: number;
  /** The larger of the one-sided p-values for a mean at −margin and at +margin; null without a margin. */
  readonly equivalencePValue: number | null;
  /** The smallest two-sided p-value that this many resamples can show; one-sided ones are half of it. */
  readonly smallestAttainable: number;
}

/**
 * @param resamples of paired differences, one a pair
 * @param margin half-width of the equivalence bounds, above 0, in the unit of the differences
 *
 * @example studentisedTest(resampleMeans(differences, { random }), 0.005).pValue
 */
export function studentisedTest(
  { mean, standardError, ratios }: MeanResamples,
  margin: number | null = null,
): StudentisedTest {
  const share = (hits: number) => (hits + 1) / (ratios.length + 1);
  const atLeast = (bound: number) => share(ratios.length - countBelow(ratios, bound));
  const atMost = (bound: number) => share(countUpTo(ratios, bound));
  const t = mean / standardError;
  return {
    pValue: Math.min(1, 2 * Math.min(atLeast(t), atMost(t))),
    equivalencePValue:
      margin === null
        ? null
        : Math.max(atLeast((mean + margin) / standardError), atMost((mean - margin) / standardError)),
    smallestAttainable: share(0) * 2,
  };
}

/**
 * The two-sided p-value that n values cannot go below, however many resamples are drawn: one resample in n^n holds n times
 * the largest value. Two values never get below 0.5, three not below 0.074, five not below 0.00064.
 */
export function smallestStudentisedPValue(n: number): number {
  return Math.min(1, 2 / n ** n);
}

/** @param values rising */
function countBelow(values: Float64Array, bound: number): number {
  return countWhile(values, (value) => value < bound);
}

function countUpTo(values: Float64Array, bound: number): number {
  return countWhile(values, (value) => value <= bound);
}

/** How many of the first values fulfil a condition that, once broken, stays broken. */
function countWhile(values: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(values[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
