/**
 * Hochberg's correction: Holm's thresholds, walked from the largest p downwards.
 *
 * When: as Holm, where the tests are independent or positively dependent (as for one variant on several kindred metrics);
 * in return it finds at least as much. Where the dependence is unknown, use Holm.
 *
 * Source: Y. Hochberg, Biometrika 75 (1988).
 *
 * @returns adjusted p-values, in the order of the input
 */
import { ascendingOrder } from './p-values.ts';

export function hochberg(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length).fill(0);
  let ceiling = 1;
  ascendingOrder('hochberg', pValues)
    .reverse()
    .forEach((index, position) => {
      ceiling = Math.min(ceiling, (position + 1) * (pValues[index] as number));
      adjusted[index] = ceiling;
    });
  return adjusted;
}
