/**
 * McNemar's test: do two trained classifiers err on the same examples equally often?
 *
 * Only examples on which exactly one is right count; under no difference, each is a fair coin. `exact` is the two-sided
 * binomial test; `midP` counts half of the observed outcome's probability and is preferable.
 *
 * Source: Q. McNemar, Psychometrika 12 (1947); M. W. Fagerland, S. Lydersen and P. Laake, BMC Med. Res. Methodol. 13 (2013).
 */
import betainc from '@stdlib/math-base-special-betainc';
import gammaln from '@stdlib/math-base-special-gammaln';
import { StatisticsError } from '../error.ts';

export interface McNemar {
  readonly exact: number;
  readonly midP: number;
}

/** @example mcNemar(121, 59).exact // 4.4344e-6 */
export function mcNemar(onlyBaseline: number, onlyCandidate: number): McNemar {
  for (const [name, count] of [
    ['onlyBaseline', onlyBaseline],
    ['onlyCandidate', onlyCandidate],
  ] as const) {
    if (!(Number.isInteger(count) && count >= 0)) {
      throw new StatisticsError(`mcNemar requires counts, but ${name} is ${count}`);
    }
  }
  const n = onlyBaseline + onlyCandidate;
  if (n === 0) return { exact: 1, midP: 1 };
  const fewer = Math.min(onlyBaseline, onlyCandidate);
  // P(X ≤ k) of a fair binomial is an incomplete beta function.
  const tail = fewer === n ? 1 : betainc(0.5, n - fewer, fewer + 1, true, false);
  const point = Math.exp(gammaln(n + 1) - gammaln(fewer + 1) - gammaln(n - fewer + 1) - n * Math.LN2);
  return { exact: Math.min(1, 2 * tail), midP: Math.min(1, 2 * tail - point) };
}

/**
 * McNemar's mid-p for one run per model. The crossed test of one row is a t test over examples, whose p is slightly too small
 * with few discordant ones, so this may object.
 *
 * @param row one per example: 1 if the variant alone is right, −1 if the baseline alone is, else 0
 * @returns null if there are other values, to which the test does not apply
 * @example mcNemarOfRow([1, 1, 0, -1, 1, 1, 1]) // 0.109375
 */
export function mcNemarOfRow(row: ArrayLike<number>): number | null {
  let gained = 0;
  let lost = 0;
  for (let example = 0; example < row.length; example++) {
    const value = row[example] as number;
    if (value === 1) gained++;
    else if (value === -1) lost++;
    else if (value !== 0) return null;
  }
  return mcNemar(lost, gained).midP;
}
