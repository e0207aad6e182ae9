/**
 * Index of the largest of `length` values, counted from `start`; the first of equals, 0 for no values.
 *
 * @example argMax([0.2, 0.5, 0.3]) // 1
 */
export function argMax(values: ArrayLike<number>, start = 0, length = values.length - start): number {
  let best = 0;
  for (let index = 1; index < length; index += 1) {
    if ((values[start + index] as number) > (values[start + best] as number)) best = index;
  }
  return best;
}
