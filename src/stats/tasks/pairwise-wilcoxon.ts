/**
 * Wilcoxon's signed-rank test over tasks for every pair of models, with Holm's correction for all pairs.
 *
 * Differences of tasks must be comparable in size, and symmetric around zero under the null hypothesis. Unlike Nemenyi's
 * test, a pair does not depend on which other models are compared, beyond the correction.
 *
 * Source: A. Benavoli, G. Corani and F. Mangili, JMLR 17 (2016).
 */
import { requireFinite, StatisticsError } from '../error.ts';
import { holm } from '../multiplicity/holm.ts';
import { wilcoxonSignedRank } from '../tests/wilcoxon.ts';
import { largestSize, withTies } from '../ties.ts';

/**
 * @param scores one row per task with the score of each model, its mean over runs
 * @returns adjusted p of each model against each; 1 on the diagonal
 * @throws StatisticsError without a task, or for a missing score
 */
export function pairwiseWilcoxon(scores: ReadonlyArray<readonly number[]>): number[][] {
  const models = scores[0]?.length ?? 0;
  if (models < 2) throw new StatisticsError('pairwiseWilcoxon requires at least one task and two models');
  for (const row of scores) {
    requireFinite('pairwiseWilcoxon', row);
    if (row.length !== models) {
      throw new StatisticsError(
        `pairwiseWilcoxon requires a score of every model on every task: ${models} on one, ${row.length} on another`,
      );
    }
  }
  const magnitude = largestSize(scores.flat());
  const pairs = Array.from({ length: models }, (_, one) => one).flatMap((one) =>
    Array.from({ length: one }, (_, other) => [one, other] as const),
  );
  const adjusted = holm(
    pairs.map(([one, other]) => {
      const differences = scores.map((row) => (row[one] as number) - (row[other] as number));
      const [, ...sizes] = withTies([0, ...differences.map(Math.abs)], magnitude);
      return wilcoxonSignedRank(sizes.map((size, task) => Math.sign(differences[task] as number) * size));
    }),
  );
  const matrix = Array.from({ length: models }, () => new Array<number>(models).fill(1));
  for (const [index, [one, other]] of pairs.entries()) {
    (matrix[one] as number[])[other] = adjusted[index] as number;
    (matrix[other] as number[])[one] = adjusted[index] as number;
  }
  return matrix;
}
