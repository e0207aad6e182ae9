/**
 * How many decisions one test set supports: the (ε, δ) budget of ease.ml/ci.
 *
 * Two models that disagree on a share d of all examples differ in accuracy by the mean of values in {−1, 0, 1} with E[x²] ≤
 * d. By Bennett's inequality, n examples estimate it within ±ε except with probability 2 exp(−n d h(ε/d)), h(u) = (1 + u)
 * ln(1 + u) − u. A union bound gives the number of decisions that hold *together* with probability 1 − δ:
 *
 * - `independent`: H decisions on changes made without looking at earlier answers, each with δ/H.
 * - `adaptive`: each change may depend on all earlier verdicts. With k outcomes per decision there are k^H events, each with
 * δ/k^H. The paper has k = 2 (pass or fail); a verdict of one metric has k = 4, which halves H.
 *
 * The guarantee is for any model, so it is pessimistic: an exhausted budget does not make scores wrong. Test examples must be
 * independent draws of what the model will meet.
 *
 * Source: C. Renggli et al., MLSys 2019, sections 3 and 4. C. Dwork et al., NeurIPS 2015. A. Blum & M. Hardt, ICML 2015.
 */

import { requireBetween, StatisticsError } from '../error.ts';
import { binomialInterval } from '../estimates/binomial-interval.ts';

export interface TestSetBudget {
  readonly independent: number;
  readonly adaptive: number;
}

/**
 * @param disagreement d, an upper limit
 * @param tolerance ε, as a share of examples: 0.05 is five points of accuracy
 * @param failure δ
 * @param outcomes k
 * @example testSetBudget({ examples: 2000, disagreement: 0.2, tolerance: 0.05, failure: 0.05, outcomes: 4 })
 * // { independent: 2651, adaptive: 5 }
 */
export function testSetBudget(design: {
  readonly examples: number;
  readonly disagreement: number;
  readonly tolerance: number;
  readonly failure: number;
  readonly outcomes: number;
}): TestSetBudget {
  const { examples, disagreement, tolerance, failure, outcomes } = design;
  if (!(Number.isInteger(examples) && examples >= 1))
    throw new StatisticsError(`testSetBudget requires at least one example, but examples is ${examples}`);
  if (!(Number.isInteger(outcomes) && outcomes >= 2))
    throw new StatisticsError(`testSetBudget requires at least two outcomes, but outcomes is ${outcomes}`);
  requireBetween('testSetBudget', 'tolerance', tolerance, 0, 1);
  requireBetween('testSetBudget', 'failure', failure, 0, 1);
  if (!(disagreement >= 0 && disagreement <= 1))
    throw new StatisticsError(
      `testSetBudget requires disagreement to lie in [0, 1], but it is ${disagreement}`,
    );
  // Equal models have an infinite exponent.
  const left = exponent(examples, disagreement, tolerance) + Math.log(failure / 2);
  if (left < 0) return { independent: 0, adaptive: 0 };
  return {
    independent: Math.min(Number.MAX_SAFE_INTEGER, Math.floor(Math.exp(left))),
    adaptive: Math.min(Number.MAX_SAFE_INTEGER, Math.floor(left / Math.log(outcomes))),
  };
}

/**
 * Clopper and Pearson's upper limit of d. The mean of several seed pairs counts as one pair, rounded up to whole examples,
 * since all use the same ones.
 *
 * @param disagreement observed share of the examples; 1 if unknown
 * @param failure the chance that the true share is above the limit
 * @example disagreementLimit({ examples: 100, disagreement: 0, failure: 0.025 }) // 0.0362
 */
export function disagreementLimit(observed: {
  readonly examples: number;
  readonly disagreement: number;
  readonly failure: number;
}): number {
  const { examples, disagreement, failure } = observed;
  // A share times its denominator may miss the integer by rounding.
  const differing = Math.min(examples, Math.ceil(disagreement * examples - 1e-9));
  return binomialInterval(differing, examples, { level: 1 - 2 * failure }).high;
}

function exponent(examples: number, disagreement: number, tolerance: number): number {
  if (disagreement === 0) return Infinity;
  const u = tolerance / disagreement;
  return examples * disagreement * ((1 + u) * Math.log1p(u) - u);
}
