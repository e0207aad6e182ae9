/**
 * McNemar's mid-p for one run per model.
 *
 * The crossed test of one row is the paired t test over examples. For right or wrong answers its p is slightly too small with
 * few discordant examples, so McNemar's mid-p may object.
 *
 * Source: T. G. Dietterich, Neural Computation 10 (1998); M. W. Fagerland, S. Lydersen and P. Laake (2013).
 */
import { mcNemar } from '../tests/mcnemar.ts';

/**
 * @param row one per example: 1 if the variant alone is right, −1 if the baseline alone is, else 0
 * @returns null if there are other values, to which the test does not apply
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
