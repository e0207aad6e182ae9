/** Relative to the largest value. A share in percent, 1 − accuracy, or a sum in another order differ by less. */
const ROUNDING = 128 * Number.EPSILON;

/** Differences up to this are rounding, if values of this size were computed with. */
export function roundingOf(magnitude: number): number {
  return ROUNDING * magnitude;
}

export function largestSize(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

export function areTied(values: readonly number[], magnitude: number): boolean {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return high - low <= roundingOf(magnitude);
}

/**
 * Makes values equal that differ only by rounding, so that ties do not depend on the unit: 0.1 · 3 and 0.3 become one value.
 *
 * @param magnitude largest absolute value that they were computed from
 * @example withTies([0.30000000000000004, 0.2, 0.3], 0.3) // [0.3, 0.2, 0.3]
 */
export function withTies(values: readonly number[], magnitude: number): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const tied = [...values];
  let first = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    const value = values[index] as number;
    if (value - first > roundingOf(magnitude)) first = value;
    tied[index] = first;
  }
  return tied;
}
