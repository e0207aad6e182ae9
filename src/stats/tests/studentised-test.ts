/**
 * The studentised bootstrap test of a mean (bootstrap-t): the t statistic, held against how t itself behaves in resamples
 * instead of Student's law.
 *
 * When: as a check on the t test where values may be skewed. Skewness makes t lean: for differences that are mostly a
 * little negative and seldom very positive, large negative t come too often. Resamples lean the same way, so their t say
 * how large is large. Of the bootstraps it is the one that keeps nearest to its level with few values (docs/contributing/statistics.md).
 *
 * Assumption: independent draws; the sample shows the shape of its law. With fewer than six values it hardly does: resamples
 * that hold one value over and over have an infinite t, which count against every finding (`smallestStudentisedPValue`).
 *
 * Exact up to nine values, where all resamples have been visited. Beyond, p is (hits + 1)/(resamples + 1) per side, so it is never zero.
 *
 * Beside p-values for zero and for the margin there is the interval of all means that neither one-sided test rejects, for whoever
 * asks about another bound. Unlike Student's it is not symmetric: it reaches further to the side that the long tail hides.
 *
 * Source: P. Hall, The Bootstrap and Edgeworth Expansion (1992), section 3.10; the one-sided tests of equivalence as in tost.ts.
 */
import { requireBetween } from '../error.ts';
import type { MeanResamples } from '../resampling/mean-resamples.ts';
import {
  firstAbove,
  lastAbove,
  shareAtLeast,
  shareAtMost,
  smallestTail,
} from '../resampling/resampled-law.ts';

export interface StudentisedTest {
  /** Two-sided, for a mean of zero: twice the smaller tail, at most 1. */
  readonly pValue: number;
  /** The larger of the one-sided p-values for a mean at −margin and at +margin; null without a margin. */
  readonly equivalencePValue: number | null;
  /** One-sided, for a mean at −margin against one above it; null without a margin. */
  readonly nonInferiorityPValue: number | null;
  /** One-sided, for a mean at +margin against one below it; null without a margin. */
  readonly nonSuperiorityPValue: number | null;
  /** The smallest two-sided p-value that this many drawn resamples can show, one-sided ones are half of it; 0 where all were visited. */
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
  const atLeast = (bound: number) => shareAtLeast(ratios, bound);
  const atMost = (bound: number) => shareAtMost(ratios, bound);
  const t = mean / standardError;
  const aboveLower = margin === null ? null : atLeast((mean + margin) / standardError);
  const belowUpper = margin === null ? null : atMost((mean - margin) / standardError);
  return {
    pValue: Math.min(1, 2 * Math.min(atLeast(t), atMost(t))),
    equivalencePValue: aboveLower === null || belowUpper === null ? null : Math.max(aboveLower, belowUpper),
    nonInferiorityPValue: aboveLower,
    nonSuperiorityPValue: belowUpper,
    smallestAttainable: 2 * smallestTail(ratios),
  };
}

/** Limits in the unit of the values. */
export interface StudentisedInterval {
  readonly level: number;
  /** null where so few values, or so few resamples, bound nothing on this side. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The means that neither one-sided test rejects at (1 − level)/2: bootstrap-t limits, by the p-values of `studentisedTest`.
 *
 * @example studentisedIntervalOfMean(resampleMeans(differences, { random }), { level: 0.925 }).low
 */
export function studentisedIntervalOfMean(
  { mean, standardError, ratios }: MeanResamples,
  { level = 0.95 }: { level?: number } = {},
): StudentisedInterval {
  requireBetween('studentisedIntervalOfMean', 'level', level, 0, 1);
  const limit = (ratio: number | undefined) =>
    ratio === undefined || !Number.isFinite(ratio) ? null : mean - ratio * standardError;
  const tail = (1 - level) / 2;
  return { level, low: limit(lastAbove(ratios, tail)), high: limit(firstAbove(ratios, tail)) };
}

/**
 * The two-sided p-value that n values cannot go below, however many resamples are drawn: one resample in n^n holds n times
 * the largest value. Two values never get below 0.5, three not below 0.074, five not below 0.00064.
 */
export function smallestStudentisedPValue(n: number): number {
  return Math.min(1, 2 / n ** n);
}
