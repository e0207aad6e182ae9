/**
 * One run of either model: what is compared are these two trained models, on new examples.
 *
 * When: the evaluation is what varies, not the training: a model behind an API, a checkpoint that is too dear to train again. The crossed
 * test of a single row is the paired t test over examples, with clusters the cluster-robust one, and everything else (interval,
 * equivalence, what more examples would bring) follows as with several seeds.
 *
 * Of answers that are right or wrong that t is McNemar's statistic but for 1/m. Where few examples tell the models apart its p is a
 * little small for those that do, though not over all experiments (at most 5.3 %, bench/crossed/one-run.ts). McNemar's mid-p, which is
 * about just these examples, may therefore object.
 *
 * Source: T. G. Dietterich, Neural Computation 10 (1998); M. W. Fagerland, S. Lydersen and P. Laake (2013).
 */
import { mcNemar } from '../tests/mcnemar.ts';

/**
 * McNemar's mid-p of contributions that are differences of right and wrong.
 *
 * @param row one an example: 1 where the variant alone is right, −1 where the baseline alone is, 0 else
 * @returns null where there are others: the metric is no share of right answers, and the test does not apply
 * @example mcNemarOfRow([1, 1, 0, -1, 1, 1, 1]) // 0.109375
 */
export function mcNemarOfRow(row: ArrayLike<number>): number | null {
  let [gained, lost] = [0, 0];
  for (let example = 0; example < row.length; example++) {
    const value = row[example] as number;
    if (value === 1) gained++;
    else if (value === -1) lost++;
    else if (value !== 0) return null;
  }
  return mcNemar(lost, gained).midP;
}
