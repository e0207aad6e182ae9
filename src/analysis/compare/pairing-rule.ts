const MIN_SHARED = 5;

/**
 * Arms with the same numbers are pairs. Numbers that are shared in part make pairs if they are five and half of the larger
 * arm: sets that were drawn at random meet in one number or two.
 */
export function arePairs(shared: number, own: number, other: number): boolean {
  const isWhole = shared === own && shared === other;
  return isWhole || (shared >= MIN_SHARED && shared * 2 >= Math.max(own, other));
}
