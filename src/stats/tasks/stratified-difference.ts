/**
 * The average difference over *these* tasks, which are fixed: new seeds vary, the tasks do not.
 *
 *     difference = Σ d_t / T,   SE² = Σ SE_t² / T²,   df = (Σ SE_t²)² / Σ SE_t⁴ (1 + 1 / df_t) / df_t, at least the least df_t
 *
 * Satterthwaite's degrees of freedom lack the factor 1 + 1 / df_t. Without it, a task much wider than the others makes too many
 * false alarms.
 *
 * Every task has the same weight, however many runs it has, so unequal seeds and missing runs need no care. Each task has its
 * own spread. Runs of different tasks must be independent; where one seed drives runs of several tasks, see `forTheseTasks`.
 *
 * Source: W. G. Cochran, Sampling Techniques (1977), ch. 5; F. E. Satterthwaite, Biometrics Bulletin 2 (1946). Simulated
 * levels: bench/tasks.ts.
 */
import { StatisticsError } from '../error.ts';
import type { TEstimate } from '../tests/t-test.ts';

/**
 * @param tasks one estimate per task, in one unit
 * @returns standard error 0 if no task varies, which allows no test
 * @throws StatisticsError without a task
 * @example stratifiedDifference([pairedDifference([1, 2, 3]), pairedDifference([0, 1])]).difference // 1.25
 */
export function stratifiedDifference(tasks: readonly TEstimate[]): TEstimate {
  if (tasks.length === 0) throw new StatisticsError('stratifiedDifference requires at least one task');
  const count = tasks.length;
  const largest = tasks.reduce((most, { standardError }) => Math.max(most, standardError), 0);
  const difference = tasks.reduce((sum, task) => sum + task.difference / count, 0);
  if (largest === 0) {
    const degreesOfFreedom = tasks.reduce((sum, task) => sum + task.degreesOfFreedom, 0);
    return { difference, standardError: 0, degreesOfFreedom };
  }
  // In units of the largest standard error, whose fourth power may overflow or vanish.
  let [variance, uncertainty, least] = [0, 0, Number.POSITIVE_INFINITY];
  for (const { standardError, degreesOfFreedom } of tasks) {
    const part = (standardError / largest) ** 2;
    variance += part;
    uncertainty += (part ** 2 * (1 + 1 / degreesOfFreedom)) / degreesOfFreedom;
    least = Math.min(least, degreesOfFreedom);
  }
  return {
    difference,
    standardError: (largest * Math.sqrt(variance)) / count,
    degreesOfFreedom: Math.max(least, variance ** 2 / uncertainty),
  };
}
