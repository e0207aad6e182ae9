/**
 * Alpha spending: the error that may be used by the time a share `t` of the planned data is in.
 *
 * Testing at 0.05 at each of five looks is wrong 14 % of the time. A spending function divides the error in advance. Looks
 * may move, but not because of results.
 *
 * - `obrien-fleming`  spends nearly all at the end: little loss against a fixed design, few early stops
 * - `pocock`          has nearly equal boundaries: earliest stops for large effects, largest loss at the end
 * - `linear`          spends in proportion to the data
 * - `kim-demets`      t^shape; shape 3 is close to O'Brien–Fleming
 * - `hwang-shih-decani`  (1 − e^(−shape t)) / (1 − e^(−shape)); shape −4 is close to O'Brien–Fleming, 1 to Pocock
 * - `steps`           gives each look's share explicitly, to continue an earlier design
 *
 * Source: K. K. G. Lan and D. L. DeMets, Biometrika 70 (1983); K. Kim and D. L. DeMets, Biometrika 74 (1987); I. K. Hwang, W.
 * J. Shih and J. S. DeCani, Statistics in Medicine 9 (1990).
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
 * @param fraction of the planned data, in [0, 1]
 * @param alpha of one side; a symmetric two-sided design spends this on each side
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

/** One-sided error that each look adds. `fractions` rise to 1 at the last look. */
export function increments(spending: Spending, fractions: readonly number[], alpha: number): number[] {
  let before = 0;
  return fractions.map((fraction) => {
    const upTo = spent(spending, fraction, alpha);
    const added = upTo - before;
    before = upTo;
    return added;
  });
}
