/**
 * Distribution of a resampled statistic. Tails of drawn resamples are (hits + 1)/(resamples + 1), never zero (Phipson and
 * Smyth, 2010); those of visited ones are exact.
 */
import { countBelow, countUpTo, countWhile } from '../numerics/sorted.ts';

/** Statistics this close, of themselves or of a standard error, are equal: rounding differs by unit and order. */
const ROUNDING = 1e-10;

export interface ResampledLaw {
  /** Rising; may begin with −Infinity and end with Infinity. */
  readonly values: Float64Array;
  /** Cumulative share including each value; null if each value is one drawn resample. */
  readonly upTo: Float64Array | null;
  /** The same of each value and those above it, since 1 − 26/27 is not 1/27 in doubles. */
  readonly from: Float64Array | null;
}

/** @param values in any order; sorted in place */
export function drawnLaw(values: Float64Array): ResampledLaw {
  return { values: values.sort(), upTo: null, from: null };
}

/** @param weights relative to their sum; shares of counts are exact */
export function wholeLaw(values: Float64Array, weights: Float64Array): ResampledLaw {
  const order = Uint32Array.from(values, (_, index) => index).sort(
    // Equal infinities would subtract to NaN.
    (a, b) =>
      (values[a] as number) < (values[b] as number)
        ? -1
        : (values[a] as number) > (values[b] as number)
          ? 1
          : 0,
  );
  const upTo = Float64Array.from(order, (index) => weights[index] as number);
  for (let index = 1; index < upTo.length; index++) {
    upTo[index] = (upTo[index] as number) + (upTo[index - 1] as number);
  }
  const whole = upTo.at(-1) ?? 1;
  return {
    values: Float64Array.from(order, (index) => values[index] as number),
    upTo: upTo.map((weight) => weight / whole),
    from: upTo.map((_, index) => (whole - (upTo[index - 1] ?? 0)) / whole),
  };
}

/** One-sided p-value of `bound` if large values contradict the null hypothesis. */
export function shareAtLeast(law: ResampledLaw, bound: number): number {
  const below = countBelow(law.values, bound - slackOf(bound));
  return tail(law, law.values.length - below, law.from?.[below] ?? 0);
}

/** One-sided p-value of `bound` if small values contradict the null hypothesis. */
export function shareAtMost(law: ResampledLaw, bound: number): number {
  const upTo = countUpTo(law.values, bound + slackOf(bound));
  return tail(law, upTo, law.upTo?.[upTo - 1] ?? 0);
}

/** Largest value whose `shareAtLeast` exceeds `share`; undefined if there are too few draws for any bound. */
export function lastAbove(law: ResampledLaw, share: number): number | undefined {
  if (smallestTail(law) > share) return undefined;
  return law.values[countWhile(law.values, (value) => shareAtLeast(law, value) > share) - 1];
}

/** Smallest value whose `shareAtMost` exceeds `share`; undefined if there are too few draws for any bound. */
export function firstAbove(law: ResampledLaw, share: number): number | undefined {
  if (smallestTail(law) > share) return undefined;
  return law.values[countWhile(law.values, (value) => !(shareAtMost(law, value) > share))];
}

export function smallestTail({ values, upTo }: ResampledLaw): number {
  return upTo === null ? 1 / (values.length + 1) : 0;
}

export function slackOf(bound: number): number {
  return Number.isFinite(bound) ? ROUNDING * Math.max(1, Math.abs(bound)) : 0;
}

function tail({ values, upTo }: ResampledLaw, hits: number, share: number): number {
  return upTo === null ? (hits + 1) / (values.length + 1) : share;
}
