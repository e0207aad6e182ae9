/**
 * Holm's correction: adjusted p ≤ alpha keeps the chance of any false alarm at alpha under any dependence.
 *
 * Source: S. Holm, Scandinavian J. Statistics 6 (1979).
 *
 * @returns adjusted p-values, in the order of the input
 * @example holm([0.03, 0.01, 0.02]) // [0.04, 0.03, 0.04]
 */
import { StatisticsError } from '../error.ts';

export function holm(pValues: readonly number[]): number[] {
  pValues.forEach((pValue, index) => {
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new StatisticsError(
        `holm requires p-values from 0 to 1: value ${index + 1} of ${pValues.length} is ${pValue}`,
      );
    }
  });
  const adjusted = new Array<number>(pValues.length).fill(0);
  let floor = 0;
  const ascending = pValues
    .map((_, index) => index)
    .sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  ascending.forEach((index, rank) => {
    floor = Math.max(floor, Math.min(1, (pValues.length - rank) * (pValues[index] as number)));
    adjusted[index] = floor;
  });
  return adjusted;
}
