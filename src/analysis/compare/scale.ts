/** Tells from values whether a share was logged as 0–1 or as 0–100, which nothing else states. */
import { isShare, knownMetric } from '../../config/known-metrics.ts';

/** Rounding in single precision can put a full score above 1. */
export const FULL_SCORE = 1 + 1e-6;
/** Above this, an unknown metric shown in percent was already logged in percent, since no share is fivefold. */
export const LARGEST_SHARE = 5;

/** Null where both are possible, as for a percentage of 2.4, a faulty 1.04, or values below −1 alone. */
export function plainScaleOf(values: readonly number[]): 1 | 100 | null {
  const largest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (largest <= FULL_SCORE) return values.some((value) => value < -FULL_SCORE) ? null : 1;
  return largest > LARGEST_SHARE ? 100 : null;
}

/** Null where the values are neither shares (1) nor percentages (100). */
export function fullScaleOf(values: readonly number[]): 1 | 100 | null {
  if (values.length === 0 || values.some((value) => value < 0)) return null;
  if (values.every((value) => value <= FULL_SCORE)) return 1;
  return values.every((value) => value <= 100 * FULL_SCORE) ? 100 : null;
}

/** 1, or 100 if a metric that is, or is shown as, a share was logged in percent. */
export function wholeOf(metric: string, values: readonly number[]): 1 | 100 {
  const isOfOne = isShare(metric)
    ? (value: number) => value <= FULL_SCORE
    : (value: number) => Math.abs(value) <= LARGEST_SHARE;
  return values.every(isOfOne) ? 1 : 100;
}

/** On the scale of these values; null where unknown. */
export function bestValueOf(metric: string, values: readonly number[]): number | null {
  const known = knownMetric(metric);
  if (known?.direction === 'minimize') return known.minimum ?? null;
  return known?.maximum === 1 ? wholeOf(metric, values) : null;
}
