import type { Interval } from '../analysis/compare/comparison.ts';
import { isConstant, mean } from '../stats/describe.ts';
import { pairedT } from '../stats/tests/paired-t.ts';

export interface MeanOverRuns {
  readonly value: number;
  readonly interval: Interval;
}

/**
 * Mean over runs with its Student-t interval. For equal values, the interval is the value itself.
 *
 * @param magnitude the largest absolute value that the values were computed from: see `isConstant`
 * @returns null for fewer than two values
 */
export function meanOverRuns(
  values: readonly number[],
  level: number,
  magnitude?: number,
): MeanOverRuns | null {
  if (values.length < 2) return null;
  const value = withoutRounding(mean(values), magnitude);
  if (isConstant(values, magnitude)) return { value, interval: { level, low: value, high: value } };
  return { value, interval: pairedT(values, { level }).interval };
}

/** Rounding leaves a mean such as 4e-17 where it should be 0. */
function withoutRounding(value: number, magnitude = 0): number {
  return Math.abs(value) > 4 * Number.EPSILON * magnitude ? value : 0;
}
