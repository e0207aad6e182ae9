/**
 * Difference of a quantile between two arms, over all their answers: the interval holds all shifts that `quantile-test.ts` does
 * not reject.
 *
 * Source: J. L. Hodges and E. L. Lehmann, Annals of Mathematical Statistics 34 (1963). For one arm: R. S. Woodruff, J.
 * American Statistical Association 47 (1952).
 */
import { studentTQuantile } from '../distributions/student-t.ts';
import type { Clusters } from './clusters.ts';
import { createShiftTest, estimateOf, isUpTo, pooled, type Rows } from './quantile-test.ts';

export interface QuantileOptions {
  readonly probability: number;
  readonly level: number;
  /** Cases that are not independent. */
  readonly clusters?: Clusters | null;
}

export interface QuantileEstimate {
  readonly value: number;
  /** −Infinity or Infinity where so few cases bound nothing. */
  readonly low: number;
  readonly high: number;
}

/** Of the width of an interval's side. */
const PRECISION = 1e-4;
const MAX_STEPS = 60;

/** Independent cases, or groups of them, of which three are expected beyond the quantile. */
export function casesForQuantile(probability: number): number {
  return Math.ceil(3 / (1 - Math.max(probability, 1 - probability)) - 1e-9);
}

/**
 * @param baseline as many repeats of as many cases as the candidate
 * @example quantileShift([base], [head], { probability: 0.95, level: 0.95 }) // value: quantile of head − quantile of base
 */
export function quantileShift(baseline: Rows, candidate: Rows, options: QuantileOptions): QuantileEstimate {
  const { probability, level } = options;
  const test = createShiftTest(baseline, candidate, options);
  const [before, after] = [pooled(baseline), pooled(candidate)];
  const tail = (1 - level) / 2;
  const value = quantileOf(after, probability) - quantileOf(before, probability);
  const whole =
    Math.abs((after.at(-1) ?? 0) - (before[0] ?? 0)) + Math.abs((before.at(-1) ?? 0) - (after[0] ?? 0));
  const bound = (side: 1 | -1): number => {
    const isRejected = (distance: number) => test(value + side * distance, side) <= tail;
    // Beyond this distance no answer of one arm meets the other's.
    if (!(whole > 0)) return value;
    if (!isRejected(2 * whole)) return side * Number.POSITIVE_INFINITY;
    let [inside, outside] = [0, whole / 1024];
    while (!isRejected(outside)) [inside, outside] = [outside, 2 * outside];
    for (let step = 0; step < MAX_STEPS && outside - inside > PRECISION * outside; step++) {
      const middle = (inside + outside) / 2;
      if (isRejected(middle)) outside = middle;
      else inside = middle;
    }
    return value + side * outside;
  };
  return { value, low: bound(-1), high: bound(1) };
}

/** The quantile of one arm. */
export function quantileEstimate(
  arm: Rows,
  { probability, level, clusters }: QuantileOptions,
): QuantileEstimate {
  const all = pooled(arm);
  const value = quantileOf(all, probability);
  const { standardError, degreesOfFreedom } = estimateOf(
    arm.map((row) => row.map((answer) => isUpTo(answer, value))),
    clusters ?? null,
  );
  const half = standardError === 0 ? 0 : -studentTQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
  return {
    value,
    low: quantileOf(all, Math.max(0, probability - half)),
    high: quantileOf(all, Math.min(1, probability + half)),
  };
}

/** Type 7. */
function quantileOf(rising: Float64Array, probability: number): number {
  const place = (rising.length - 1) * probability;
  const at = Math.floor(place);
  const low = rising[at] as number;
  return low + (place - at) * ((rising[at + 1] ?? low) - low);
}
