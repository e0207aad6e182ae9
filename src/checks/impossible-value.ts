/** Tells which values a metric cannot have, from its bounds and from the other values. */
import { FULL_SCORE, LARGEST_SHARE } from '../analysis/compare/scale.ts';
import { knownMetric } from '../config/known-metrics.ts';

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
  const whole = isOfOne && values.some((value) => value > LARGEST_SHARE) ? 100 : 1;
  const least = (known.minimum ?? Number.NEGATIVE_INFINITY) * whole;
  const below = values.find((value) => value < least - (FULL_SCORE - 1));
  if (below !== undefined)
    return {
      value: below,
      why: `is below ${least}, the smallest value it can have`,
      advice: 'check its sign',
    };
  if (!isOfOne) return null;
  const above = values.find((value) => value > 100 * FULL_SCORE);
  if (above !== undefined)
    return { value: above, why: 'is above 1, and above 100 in percent', advice: ONE_SCALE };
  const inPercent = values.filter((value) => value > FULL_SCORE);
  if (inPercent.length === 0) return null;
  const lowest = inPercent.reduce((least, value) => Math.min(least, value));
  if (known.direction === 'maximize' && largest(inPercent) <= LARGEST_SHARE)
    return { value: lowest, why: 'is above 1, and too small for a percentage', advice: ONE_SCALE };
  const share = largest(values.filter((value) => value > 0 && value <= FULL_SCORE));
  return lowest / share >= TWO_SCALES_FOLD
    ? { value: lowest, why: `is a percentage next to ${share}, a share of 1`, advice: ONE_SCALE }
    : null;
}

/** Minus infinity where there is none. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}
