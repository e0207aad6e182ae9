/**
 * Alpha spending: how much of the permitted error may be used up by the time a share `t` of the planned data is in.
 *
 * When: results are looked at more than once. Testing at 0.05 at each of five looks is wrong 14 % of the time. A spending
 * function fixes in advance how the error is shared out over the looks; each look's boundary is then whatever spends just
 * that. The looks themselves may move, as long as they do not move because of the results.
 *
 * Which:
 * - `obrien-fleming`  hardly anything early, nearly all at the end: little lost against a fixed design, few early stops
 * - `pocock`          nearly the same boundary at every look: stops earliest when the effect is large, costs most at the end
 * - `linear`          in proportion to the data; between the two
 * - `kim-demets`      t^shape; shape 1 is linear, 3 is close to O'Brien–Fleming
 * - `hwang-shih-decani`  (1 − e^(−shape t)) / (1 − e^(−shape)); shape −4 is close to O'Brien–Fleming, 1 to Pocock, 0 linear
 * - `steps`           what each look has spent or may spend, said outright: a design that goes on from an earlier one
 *
 * Source: K. K. G. Lan and D. L. DeMets, Biometrika 70 (1983); K. Kim and D. L. DeMets, Biometrika 74 (1987);
 * I. K. Hwang, W. J. Shih and J. S. DeCani, Statistics in Medicine 9 (1990).
 */
import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { requireBetween, StatisticsError } from '../error.ts';

export type Spending =
  | { readonly kind: 'obrien-fleming' | 'pocock' | 'linear' }
  | { readonly kind: 'kim-demets' | 'hwang-shih-decani'; readonly shape: number }
  | {
      readonly kind: 'steps';
      /** Rising in both; `share` of alpha is spent from `fraction` on. The last share may be below 1. */
      readonly steps: ReadonlyArray<{ readonly fraction: number; readonly share: number }>;
    };

/**
 * The error of one side spent up to `fraction`.
 *
 * @param fraction of the planned data, in [0, 1]
 * @param alpha of one side; a symmetric two-sided design spends this on either
 * @example spent({ kind: 'linear' }, 0.25, 0.025) // 0.00625
 */
export function spent(spending: Spending, fraction: number, alpha: number): number {
  requireBetween('spent', 'alpha', alpha, 0, 1);
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new StatisticsError(`spent requires a fraction from 0 to 1, but it is ${fraction}`);
  }
  if (fraction === 0) return 0;
  switch (spending.kind) {
    case 'obrien-fleming':
      return Math.min(alpha, 2 * normalCdf(normalQuantile(alpha / 2) / Math.sqrt(fraction)));
    case 'pocock':
      return alpha * Math.log1p((Math.E - 1) * fraction);
    case 'linear':
      return alpha * fraction;
    case 'kim-demets':
      requireBetween('kim-demets spending', 'shape', spending.shape, 0, Infinity);
      return alpha * fraction ** spending.shape;
    case 'hwang-shih-decani':
      if (spending.shape === 0) return alpha * fraction;
      return (alpha * Math.expm1(-spending.shape * fraction)) / Math.expm1(-spending.shape);
    case 'steps':
      return alpha * (spending.steps.findLast((step) => step.fraction <= fraction)?.share ?? 0);
  }
}

/** What each look adds, of one side. `fractions` rise to 1 at the last look. */
export function increments(spending: Spending, fractions: readonly number[], alpha: number): number[] {
  let before = 0;
  return fractions.map((fraction) => {
    const upTo = spent(spending, fraction, alpha);
    const added = upTo - before;
    before = upTo;
    return added;
  });
}
