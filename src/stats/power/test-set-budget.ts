/**
 * How many decisions one test set carries: the (ε, δ) budget of ease.ml/ci.
 *
 * When: every pull request that is judged on the same test examples learns a little about them. After enough of them, changes
 * have been selected for what these examples happen to reward, and a score on them says less about new ones.
 *
 * What: two models that disagree on a share d of all examples differ in accuracy by the mean of values in {−1, 0, 1} with
 * E[x²] ≤ d. By Bennett's inequality, n examples estimate that difference to within ±ε except with probability
 * 2 exp(−n d h(ε/d)), h(u) = (1 + u) ln(1 + u) − u. A union bound over the decisions gives how many of them hold *all at once* with
 * probability 1 − δ:
 *
 * - `independent`: H decisions on changes that were all made without looking at an earlier answer. H events, each with δ/H.
 * - `adaptive`: every change may answer to all earlier verdicts. A decision with k outcomes multiplies by k what may come next: k^H
 *   events, each with δ/k^H, so H = ln(all events that δ pays for) / ln k. The change that follows the last verdict is covered, too. The
 *   paper has k = 2, pass or fail; a verdict of one metric is one of four, which costs ln 4 and halves H. This is the
 *   description-length bound of Dwork et al. (what is chosen by one of k^H answers is bad at most k^H times as often as what was chosen
 *   beforehand), by which Blum & Hardt bound their ladder, too: it answers only whether a submission is better by a step.
 *
 * d is the share among all examples that could be met, not among those at hand: a hundred examples on which two models agree may come
 * from models that differ on three percent. `disagreementLimit` bounds it, at a part of δ.
 *
 * Assumption: test examples are independent draws from what the model will meet, and no pair of models that is decided on differs on
 * more of it than d. Else the guarantee is for any model, so it is
 * pessimistic: a used-up budget does not say that the scores are wrong, but that nothing vouches for them any more.
 * It counts the verdict as all that is learnt; who reads the numbers learns more.
 *
 * Source: C. Renggli et al., Continuous Integration of Machine Learning Models with ease.ml/ci, MLSys 2019, sections 3 and 4.
 * C. Dwork et al., Generalization in Adaptive Data Analysis and Holdout Reuse, NeurIPS 2015. A. Blum & M. Hardt, The Ladder:
 * A Reliable Leaderboard for Machine Learning Competitions, ICML 2015.
 */

import { requireBetween, StatisticsError } from '../error.ts';
import { binomialInterval } from '../estimates/binomial-interval.ts';

export interface TestSetBudget {
  /** Decisions that hold together if none answers to another; 0 when not even one does. */
  readonly independent: number;
  /** The same if every change may answer to all earlier decisions. */
  readonly adaptive: number;
}

/**
 * @param examples number of test examples, n
 * @param disagreement share of all examples, an upper limit of it, on which two models differ in their prediction
 * @param tolerance ε, as a share of examples: 0.05 is five points of accuracy
 * @param failure δ, the chance that any of the decisions is off by more than ε
 * @param outcomes k, how many answers a decision may have; 4 for the verdict of one metric
 *
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
  // What is left of the exponent once a single decision at δ is paid for; the differences of equal models are all zero.
  const left = exponent(examples, disagreement, tolerance) + Math.log(failure / 2);
  if (left < 0) return { independent: 0, adaptive: 0 };
  return {
    independent: Math.min(Number.MAX_SAFE_INTEGER, Math.floor(Math.exp(left))),
    adaptive: Math.min(Number.MAX_SAFE_INTEGER, Math.floor(left / Math.log(outcomes))),
  };
}

/**
 * Clopper and Pearson's upper limit of the share on which two models differ, from the share that was observed. The mean of several
 * seed pairs counts as one pair, rounded up to whole examples: the same examples are behind all of them.
 *
 * @param disagreement observed share of the examples; 1 when not known
 * @param failure the chance that the true share is above the limit
 *
 * @example disagreementLimit({ examples: 100, disagreement: 0, failure: 0.025 }) // 0.0362
 */
export function disagreementLimit(observed: {
  readonly examples: number;
  readonly disagreement: number;
  readonly failure: number;
}): number {
  const { examples, disagreement, failure } = observed;
  // A share is a quotient: times its denominator it may miss the whole number by a rounding.
  const differing = Math.min(examples, Math.ceil(disagreement * examples - 1e-9));
  return binomialInterval(differing, examples, { level: 1 - 2 * failure }).high;
}

function exponent(examples: number, disagreement: number, tolerance: number): number {
  if (disagreement === 0) return Infinity;
  const u = tolerance / disagreement;
  return examples * disagreement * ((1 + u) * Math.log1p(u) - u);
}
