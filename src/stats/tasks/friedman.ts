/**
 * Friedman's test: do models rank alike over tasks? For metrics that differ between tasks, where only the order counts.
 *
 * Models are ranked within each task, 1 the best; equal scores share their mean rank, which the statistic allows for. Tasks are
 * independent; p is from χ² with k − 1 degrees of freedom, which is close from about ten tasks or five models on.
 *
 * Source: M. Friedman, JASA 32 (1937); J. Demšar, JMLR 7 (2006), for its use. As scipy.stats.friedmanchisquare.
 */
import { chiSquaredSurvival } from '../distributions/chi-squared.ts';
import { requireFinite, StatisticsError } from '../error.ts';
import { midranks } from '../ranks.ts';
import { largestSize, withTies } from '../ties.ts';

export interface FriedmanTest {
  /** Of each model, over tasks; 1 is the best. */
  readonly averageRanks: readonly number[];
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/**
 * @param scores one row per task with the score of each model, its mean over runs; higher is better
 * @throws StatisticsError for fewer than three models, two tasks, or a missing score
 */
export function friedmanTest(scores: ReadonlyArray<readonly number[]>): FriedmanTest {
  const models = scores[0]?.length ?? 0;
  if (models < 3 || scores.length < 2) {
    throw new StatisticsError(
      `friedmanTest requires three models on two tasks at least, but there are ${models} on ${scores.length}`,
    );
  }
  const ranks = scores.map((row) => ranksOf(row, models));
  const averageRanks = Array.from(
    { length: models },
    (_, model) => ranks.reduce((sum, row) => sum + (row[model] as number), 0) / scores.length,
  );
  const centre = (models + 1) / 2;
  const between = averageRanks.reduce((sum, rank) => sum + (rank - centre) ** 2, 0);
  // Σ (rank − centre)² within tasks is k (k² − 1) / 12 each without ties, and less with them.
  const within = ranks.flat().reduce((sum, rank) => sum + (rank - centre) ** 2, 0);
  const degreesOfFreedom = models - 1;
  const statistic = within > 0 ? (degreesOfFreedom * scores.length ** 2 * between) / within : 0;
  return {
    averageRanks,
    statistic,
    degreesOfFreedom,
    pValue: chiSquaredSurvival(statistic, degreesOfFreedom),
  };
}

function ranksOf(row: readonly number[], models: number): number[] {
  requireFinite('friedmanTest', row);
  if (row.length !== models) {
    throw new StatisticsError(
      `friedmanTest requires a score of every model on every task: ${models} on one, ${row.length} on another`,
    );
  }
  return midranks(withTies(row, largestSize(row)).map((score) => 0 - score));
}
