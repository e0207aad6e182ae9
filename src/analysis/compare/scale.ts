/** Shares are logged as 0–1 or as 0–100. Which of the two is nowhere said: the values show it. */
import { isShare, knownMetric } from '../../config/known-metrics.ts';

/** Room for the rounding of single precision, in which a full score may come out above 1. */
const FULL_SCORE = 1 + 1e-6;
/** Above this, a metric of another name that is shown in percent was already logged in percent: no share is fivefold. */
const LARGEST_SHARE = 5;

/** On which scale these values of a share plainly are: 1 or 100; null where it may be either, as a percentage of 2.4 or a broken 1.04. */
export function plainScaleOf(values: readonly number[]): 1 | 100 | null {
  const largest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (largest <= FULL_SCORE) return 1;
  return largest > LARGEST_SHARE ? 100 : null;
}

/** Whether all values could be shares (1) or percentages (100) of something; null where they are neither. */
export function fullScaleOf(values: readonly number[]): 1 | 100 | null {
  if (values.length === 0 || values.some((value) => value < 0)) return null;
  if (values.every((value) => value <= FULL_SCORE)) return 1;
  return values.every((value) => value <= 100 * FULL_SCORE) ? 100 : null;
}

/** What a metric that is a share, or shown as one, is worth as a whole: 1, or 100 where it was logged in percent. */
export function wholeOf(metric: string, values: readonly number[]): 1 | 100 {
  const isOfOne = isShare(metric)
    ? (value: number) => value <= FULL_SCORE
    : (value: number) => Math.abs(value) <= LARGEST_SHARE;
  return values.every(isOfOne) ? 1 : 100;
}

/** The value that no model can better, on the scale of these values; null where none is known. */
export function bestValueOf(metric: string, values: readonly number[]): number | null {
  const known = knownMetric(metric);
  if (known?.direction === 'minimize') return known.minimum ?? null;
  return known?.maximum === 1 ? wholeOf(metric, values) : null;
}
