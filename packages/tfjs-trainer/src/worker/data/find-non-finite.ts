/** Position of the first value that is NaN, infinite or missing, else −1. `findIndex` would box each number. */
export function findNonFinite(values: ArrayLike<number>): number {
  for (let i = 0; i < values.length; i += 1) if (!Number.isFinite(values[i])) return i;
  return -1;
}
