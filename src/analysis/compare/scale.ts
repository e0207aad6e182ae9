/** Tells from values whether a share was logged as 0–1 or as 0–100, which nothing else states, and which values are impossible. */
import { isShare, knownMetric } from '../../config/known-metrics.ts';

/** Rounding in single precision can put a full score above 1. */
const ROUNDING = 1e-6;
const FULL_SCORE = 1 + ROUNDING;
/** Above this, an unknown metric shown in percent was already logged in percent, since no share is fivefold. */
const LARGEST_SHARE = 5;

/** Null where both are possible, as for a percentage of 2.4 or a faulty 1.04. */
export function plainScaleOf(values: readonly number[]): 1 | 100 | null {
  const most = largest(values);
  if (most <= FULL_SCORE) return 1;
  return most > LARGEST_SHARE ? 100 : null;
}

/** Null where the values are neither shares (1) nor percentages (100). */
export function fullScaleOf(values: readonly number[]): 1 | 100 | null {
  if (values.length === 0 || values.some((value) => value < 0)) return null;
  if (values.every((value) => value <= FULL_SCORE)) return 1;
  return values.every((value) => value <= 100 * FULL_SCORE) ? 100 : null;
}

const ONE_SCALE = 'log every value as 0–1, with a decimal point';

interface ImpossibleValue {
  readonly value: number;
  /** Goes on after "accuracy is 1.7, which". */
  readonly why: string;
  readonly advice: string;
}

/** A share and the same share in percent differ a hundredfold; percentages of one metric seldom this much. */
const TWO_SCALES_FOLD = 25;

/**
 * The first value that a metric of this name cannot have: outside its bounds, or on another scale than the other values.
 *
 * @returns null if all are possible, or the name has no known bounds
 * @example impossibleValue('accuracy', [0.81, 1.7]) // 1.7 is above 1, and too small for a percentage
 */
export function impossibleValue(metric: string, values: readonly number[]): ImpossibleValue | null {
  const known = knownMetric(metric);
  if (known === null) return null;
  const isOfOne = known.maximum === 1;
  const least = (known.minimum ?? Number.NEGATIVE_INFINITY) * (isOfOne ? 100 : 1);
  const below = values.find((value) => value < least - ROUNDING);
  if (below !== undefined)
    return {
      value: below,
      why: `is below ${least}, the smallest value it can have`,
      advice: 'log it with the sign that its definition gives it',
    };
  if (!isOfOne) return null;
  const above = values.find((value) => value > 100 * FULL_SCORE);
  if (above !== undefined)
    return { value: above, why: 'is above 1, and above 100 in percent', advice: ONE_SCALE };
  const inPercent = values.filter((value) => value > FULL_SCORE);
  if (inPercent.length === 0) return null;
  const lowest = smallest(inPercent);
  if (known.direction === 'maximize' && largest(inPercent) <= LARGEST_SHARE)
    return { value: lowest, why: 'is above 1, and too small for a percentage', advice: ONE_SCALE };
  const share = largest(values.filter((value) => value > 0 && value <= FULL_SCORE));
  return lowest / share >= TWO_SCALES_FOLD
    ? { value: lowest, why: `is a percentage next to ${share}, a share of 1`, advice: ONE_SCALE }
    : null;
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

/** Minus infinity where there is none. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}

/** Infinity where there is none. */
function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}
