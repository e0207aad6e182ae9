/**
 * Holm's correction for several tests.
 *
 * When: several variants or primary metrics are tested and any false alarm would do harm. Declaring those significant
 * whose adjusted p is at most alpha keeps the chance of even one false alarm at alpha, whatever the dependence between
 * the tests, and never finds less than Bonferroni.
 *
 * Source: S. Holm, Scandinavian J. Statistics 6 (1979).
 *
 * @returns adjusted p-values, in the order of the input
 * @example holm([0.03, 0.01, 0.02]) // [0.04, 0.03, 0.04]
 */
import { ascendingOrder } from './p-values.ts';

export function holm(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length).fill(0);
  let floor = 0;
  ascendingOrder('holm', pValues).forEach((index, rank) => {
    floor = Math.max(floor, Math.min(1, (pValues.length - rank) * (pValues[index] as number)));
    adjusted[index] = floor;
  });
  return adjusted;
}
