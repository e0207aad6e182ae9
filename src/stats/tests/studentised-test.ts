/**
 * The studentised bootstrap test of a mean (bootstrap-t), which compares t with resampled t: a check of the t test for skewed
 * values.
 *
 * Draws are independent. With fewer than six values, resamples of one value have infinite t, which count against every
 * finding. Exact up to nine values; beyond, p is (hits + 1)/(resamples + 1) per side. The interval holds all means that
 * neither one-sided test rejects.
 *
 * Source: P. Hall, The Bootstrap and Edgeworth Expansion (1992), section 3.10. Compared with other bootstraps in
 * docs/contributing/statistics.md.
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
  readonly pValue: number;
  /** Larger one-sided p-value for means at −margin and +margin; null without a margin. */
  readonly equivalencePValue: number | null;
  /** One-sided, for a mean at −margin; null without a margin. */
  readonly nonInferiorityPValue: number | null;
  /** One-sided, for a mean at +margin; null without a margin. */
  readonly nonSuperiorityPValue: number | null;
  /** 0 if all resamples were visited. */
  readonly smallestAttainable: number;
}

/**
 * @param margin half-width of the equivalence bounds, above 0, in the unit of the differences
 * @example studentisedTest(resampleMeans(differences), 0.005).pValue
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

export interface StudentisedInterval {
  readonly level: number;
  /** Null if too few values or resamples bound this side. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Means that neither one-sided test of `studentisedTest` rejects at (1 − level)/2. */
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
