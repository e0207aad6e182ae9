import { requireFinite, StatisticsError } from '../error.ts';

/** Scores of one model: a row per task with a value per run, as many runs as the task has. */
export type TaskScores = ReadonlyArray<readonly number[]>;

export interface Runs {
  /** Tasks one after another. */
  readonly values: readonly number[];
  /** Of each run in the average; every task has the same weight, so they are equal if all tasks have as many runs. */
  readonly weights: readonly number[];
  readonly sizes: readonly number[];
}

/** @throws StatisticsError without a task, for a task without runs, and values that are not finite */
export function runsOf(statistic: string, scores: TaskScores): Runs {
  if (scores.length === 0) throw new StatisticsError(`${statistic} requires at least one task`);
  for (const [task, row] of scores.entries()) {
    requireFinite(statistic, row);
    if (row.length === 0)
      throw new StatisticsError(`${statistic} requires runs of every task, but task ${task + 1} has none`);
  }
  return {
    values: scores.flat(),
    weights: scores.flatMap((row) => row.map(() => 1 / (scores.length * row.length))),
    sizes: scores.map((row) => row.length),
  };
}

/** Counts of the sample itself, in which every run occurs once. */
export function onceEach(runs: Runs): Float64Array {
  return new Float64Array(runs.values.length).fill(1);
}
