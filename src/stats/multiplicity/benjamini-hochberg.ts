/**
 * The Benjamini–Hochberg correction.
 *
 * When: many exploratory tests, such as dozens of slices, of which a known share may be false. It bounds the expected share
 * of false alarms *among the findings*, not the chance of any; so it is never what a gate is decided by.
 *
 * Assumption: tests independent or positively dependent.
 *
 * Source: Y. Benjamini and Y. Hochberg, J. Royal Statistical Society B 57 (1995).
 *
 * @returns adjusted p-values ("q"), in the order of the input
 */
import { ascendingOrder } from './p-values.ts';

export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const n = pValues.length;
  const adjusted = new Array<number>(n).fill(0);
  let ceiling = 1;
  ascendingOrder('benjaminiHochberg', pValues)
    .reverse()
    .forEach((index, position) => {
      ceiling = Math.min(ceiling, ((pValues[index] as number) * n) / (n - position));
      adjusted[index] = ceiling;
    });
  return adjusted;
}
