import { StatisticsError } from '../error.ts';

/** The indices of the p-values from the smallest to the largest; equal ones in the order of the input. */
export function ascendingOrder(statistic: string, pValues: readonly number[]): number[] {
  pValues.forEach((pValue, index) => {
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new StatisticsError(
        `${statistic} requires p-values from 0 to 1: value ${index + 1} of ${pValues.length} is ${pValue}`,
      );
    }
  });
  return pValues.map((_, index) => index).sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
}
