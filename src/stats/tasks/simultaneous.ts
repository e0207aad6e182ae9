/**
 * All tasks at once: intervals that cover every task's true difference together with 95 %, and p-values adjusted to match.
 *
 * max-t over tasks, each with its own t distribution: the chance that none of T independent tasks leaves its interval is the
 * product of theirs, so each has the level (1 − α)^(1/T), and p becomes 1 − (1 − p)^T. Exact for independent tasks. Where
 * seeds are shared, tasks leave their intervals together more often, so the chance of any is smaller (Šidák's inequality).
 *
 * Source: Z. Šidák, JASA 62 (1967); K. Jogdeo, Annals of Statistics 5 (1977), for dependent variances. Simulated: bench/tasks.ts.
 */
import { StatisticsError } from '../error.ts';
import { type TEstimate, type TTest, tTest } from '../tests/t-test.ts';

export interface SimultaneousTest extends TTest {
  /** Below 1 − level exactly if the interval, whose level is that of all tasks together, excludes zero. */
  readonly adjustedPValue: number;
}

/**
 * @returns in the order of the input; `pValue` is that of the task alone
 * @throws StatisticsError for a task whose differences do not vary
 */
export function simultaneousTests(
  tasks: readonly TEstimate[],
  { level = 0.95 }: { level?: number } = {},
): SimultaneousTest[] {
  const ofOne = levelOfOne(level, tasks.length);
  return tasks.map((task, index) => {
    if (!(task.standardError > 0)) {
      throw new StatisticsError(
        `simultaneousTests requires differences that vary, but those of task ${index + 1} do not`,
      );
    }
    const { statistic, pValue, interval } = tTest(task, { level: ofOne });
    return {
      statistic,
      pValue,
      interval: { ...interval, level },
      adjustedPValue: adjustForTasks(pValue, tasks.length),
    };
  });
}

/** Level of each task's interval, with which all cover together. */
export function levelOfOne(level: number, tasks: number): number {
  return level ** (1 / tasks);
}

/** @example adjustForTasks(0.01, 12) // 0.1136… */
export function adjustForTasks(pValue: number, tasks: number): number {
  return -Math.expm1(tasks * Math.log1p(-pValue));
}
