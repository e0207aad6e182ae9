/** Number of values below a bound. @param sorted rising */
export function countBelow(sorted: ArrayLike<number>, bound: number): number {
  return countWhile(sorted, (value) => value < bound);
}

/** Number of values up to a bound. @param sorted rising */
export function countUpTo(sorted: ArrayLike<number>, bound: number): number {
  return countWhile(sorted, (value) => value <= bound);
}

/** Number of first values for which a condition holds that, once false, stays false. */
export function countWhile(sorted: ArrayLike<number>, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
