/**
 * Position of the first value that is NaN, infinite or missing; −1 where there is none. A method of arrays with a function for each
 * value would make an object of each number.
 */
export function findNonFinite(values: ArrayLike<number>): number {
  for (let i = 0; i < values.length; i += 1) if (!Number.isFinite(values[i])) return i;
  return -1;
}
