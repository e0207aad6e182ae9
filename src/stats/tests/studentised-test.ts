/**
 * The studentised bootstrap test of a mean (bootstrap-t), which compares t with resampled t instead of Student's distribution.
 *
 * When: to check the t test for skewed values. If differences are mostly slightly negative and rarely very positive, large
 * negative t are too frequent; resamples lean the same way. Of the bootstraps it is closest to its level with few values
 * (docs/contributing/statistics.md).
 *
 * Assumption: independent draws, and a sample that shows its distribution's shape. With fewer than six it hardly does:
 * resamples of one value have infinite t, which count against every finding (`smallestStudentisedPValue`).
 *
 * Exact up to nine values; beyond, p is (hits + 1)/(resamples + 1) per side and never zero.
 *
 * The interval holds all means that neither one-sided test rejects. Unlike Student's it is asymmetric: it extends further
 * towards the hidden long tail.
 *
 * Source: P. Hall, The Bootstrap and Edgeworth Expansion (1992), section 3.10; the one-sided tests of equivalence as in
 * tost.ts.
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
  /** Larger one-sided p-value for means at −margin and +margin; null without a margin. */
  readonly equivalencePValue: number | null;
  /** One-sided, for a mean at −margin against one above it; null without a margin. */
  readonly nonInferiorityPValue: number | null;
  /** One-sided, for a mean at +margin against one below it; null without a margin. */
  readonly nonSuperiorityPValue: number | null;
  /** Smallest two-sided p-value of this many draws, twice the one-sided; 0 if all resamples were visited. */
  readonly smallestAttainable: number;
}

/**
 * @param resamples of paired differences, one per pair
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
  /** Null if too few values or resamples bound this side. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Means that neither one-sided test of `studentisedTest` rejects at (1 − level)/2: bootstrap-t limits.
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
 * Smallest two-sided p-value of n values: one of n^n resamples holds only the largest value. Two values never get below 0.5,
 * three 0.074, five 0.00064.
 */
export function smallestStudentisedPValue(n: number): number {
  return Math.min(1, 2 / n ** n);
}
