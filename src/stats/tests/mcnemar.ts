/**
 * McNemar's test: do two classifiers err on the same examples equally often?
 *
 * When: there is *one* run of either model and both were evaluated on the same examples. It tells whether these two trained
 * models differ on such examples, not whether the two recipes differ: for that, train over seeds.
 *
 * Only the examples on which exactly one of the two is right say anything. Under no difference each of them is a fair coin.
 * `exact` is that binomial test, two-sided, and conservative; `midP` counts half of the observed outcome's probability, keeps
 * close to the nominal level and is what to use (Fagerland et al.); `chiSquare` is the large-sample form, for 25 or more.
 *
 * Source: Q. McNemar, Psychometrika 12 (1947); M. W. Fagerland, S. Lydersen and P. Laake, BMC Med. Res. Methodol. 13 (2013).
 */
import betainc from '@stdlib/math-base-special-betainc';
import gammaln from '@stdlib/math-base-special-gammaln';
import { normalCdf } from '../distributions/normal.ts';
import { StatisticsError } from '../error.ts';

export interface McNemar {
  readonly exact: number;
  readonly midP: number;
  /** With one degree of freedom. `corrected`: with Edwards' continuity correction. */
  readonly chiSquare: { readonly statistic: number; readonly pValue: number };
  readonly corrected: { readonly statistic: number; readonly pValue: number };
}

/**
 * @param onlyBaseline examples that only the baseline got right
 * @param onlyCandidate examples that only the variant got right
 * @example mcNemar(121, 59).exact // 4.4344e-6
 */
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
  if (n === 0) {
    const nothing = { statistic: 0, pValue: 1 };
    return { exact: 1, midP: 1, chiSquare: nothing, corrected: nothing };
  }
  const fewer = Math.min(onlyBaseline, onlyCandidate);
  // P(X ≤ k) of a fair binomial is an incomplete beta function.
  const tail = fewer === n ? 1 : betainc(0.5, n - fewer, fewer + 1, true, false);
  const point = Math.exp(gammaln(n + 1) - gammaln(fewer + 1) - gammaln(n - fewer + 1) - n * Math.LN2);
  const distance = Math.abs(onlyBaseline - onlyCandidate);
  return {
    exact: Math.min(1, 2 * tail),
    midP: Math.min(1, 2 * tail - point),
    chiSquare: squared(distance / Math.sqrt(n)),
    corrected: squared(Math.max(0, distance - 1) / Math.sqrt(n)),
  };
}

/** The chi-square of a standard normal deviate, and its p-value. */
function squared(z: number): { statistic: number; pValue: number } {
  return { statistic: z * z, pValue: 2 * normalCdf(-z) };
}
