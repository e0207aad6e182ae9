/**
 * Chances that k answers to a case all pass (pass^k), or any of them (pass@k), from n ≥ k answers of which c passed.
 *
 * Answers to a case are independent. Both are the share of the C(n, k) choices of k answers, and so unbiased for each case:
 * powers of c/n are not, since chance makes some cases look all right or all wrong.
 *
 * Source: M. Chen et al., Evaluating Large Language Models Trained on Code (2021), eq. 1; S. Yao et al., τ-bench (2024).
 */
import { StatisticsError } from '../error.ts';

export interface Answers {
  readonly answers: number;
  readonly passed: number;
}

/** @example allOfK({ answers: 5, passed: 4 }, 2) // 6 of 10 pairs: 0.6 */
export function allOfK({ answers, passed }: Answers, k: number): number {
  const areCounts = [answers, passed, k].every(Number.isInteger) && passed >= 0 && k >= 1;
  if (!areCounts || passed > answers || k > answers)
    throw new StatisticsError(`pass^k requires 1 ≤ k ≤ answers, but k = ${k}, ${passed} of ${answers}`);
  let share = 1;
  for (let taken = 0; taken < k; taken++) share *= Math.max(0, passed - taken) / (answers - taken);
  return share;
}

/** @example anyOfK({ answers: 5, passed: 1 }, 2) // 4 of 10 pairs: 0.4 */
export function anyOfK({ answers, passed }: Answers, k: number): number {
  return 1 - allOfK({ answers, passed: answers - passed }, k);
}
