/**
 * Nemenyi's test after Friedman's: which models differ in average rank? All pairs at once.
 *
 * Two models differ at 1 − level if their average ranks are the critical difference apart: q √(k (k + 1) / 12 T), with q the
 * quantile of the studentised range of k models. A pair's p depends on the other models through its ranks; `pairwiseWilcoxon`
 * does not.
 *
 * Source: P. B. Nemenyi, Distribution-free Multiple Comparisons (1963); J. Demšar, JMLR 7 (2006).
 */
import { studentisedRangeQuantile, studentisedRangeSurvival } from '../distributions/studentised-range.ts';
import { requireBetween, StatisticsError } from '../error.ts';

export interface NemenyiTest {
  readonly criticalDifference: number;
  /** Of each model against each, adjusted for all pairs; 1 on the diagonal. */
  readonly pValues: ReadonlyArray<readonly number[]>;
}

/**
 * @param averageRanks of each model over `tasks` tasks
 * @throws StatisticsError for fewer than two models or one task
 * @example nemenyiTest([1, 2, 3], 10).criticalDifference // 1.048…
 */
export function nemenyiTest(
  averageRanks: readonly number[],
  tasks: number,
  { level = 0.95 }: { level?: number } = {},
): NemenyiTest {
  requireBetween('nemenyiTest', 'level', level, 0, 1);
  const models = averageRanks.length;
  if (models < 2 || !(tasks >= 1)) {
    throw new StatisticsError(
      `nemenyiTest requires two models on one task at least, but there are ${models} on ${tasks}`,
    );
  }
  const unit = Math.sqrt((models * (models + 1)) / (12 * tasks));
  return {
    criticalDifference: studentisedRangeQuantile(1 - level, models) * unit,
    pValues: averageRanks.map((one) =>
      averageRanks.map((other) => studentisedRangeSurvival(Math.abs(one - other) / unit, models)),
    ),
  };
}
