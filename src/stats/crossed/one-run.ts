/**
 * One run per model: compares these two trained models on new examples.
 *
 * When: training is not repeated, as with a model behind an API or an expensive checkpoint. The crossed test of one row is the
 * paired t test over examples (cluster-robust with clusters); interval, equivalence and planning follow as with several seeds.
 *
 * For right or wrong answers, t is McNemar's statistic up to 1/m. With few discordant examples its p is slightly too small,
 * though errors over all experiments stay at 5.3 % or below (bench/crossed/one-run.ts). McNemar's mid-p may therefore object.
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
