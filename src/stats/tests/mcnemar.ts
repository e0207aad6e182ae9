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
