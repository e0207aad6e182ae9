/**
 * The chance that a new run of the variant scores above a new run of the baseline, on a task drawn from these: the
 * Mann–Whitney share of each task, averaged. As rliable's `probability_of_improvement`.
 *
 * Only the order within a task counts, so metrics may differ between tasks.
 *
 * Source: R. Agarwal et al., NeurIPS 2021.
 */
import { StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';
import { runsOf, type TaskScores } from './runs.ts';
import { type BootstrapOptions, stratifiedBootstrap } from './stratified-bootstrap.ts';

/**
 * @param candidate and `baseline` have the same tasks in the same order; higher is better
 * @example probabilityOverTasks([[2, 3], [1, 1]], [[1], [1]]) // 0.75
 */
export function probabilityOverTasks(candidate: TaskScores, baseline: TaskScores): number {
  const { runs, share } = compare(candidate, baseline);
  return share(new Float64Array(runs).fill(1));
}

/** Percentile interval from runs of either model, resampled apart. */
export function probabilityOverTasksInterval(
  candidate: TaskScores,
  baseline: TaskScores,
  options: BootstrapOptions,
): Interval {
  const { sizes, share } = compare(candidate, baseline);
  return stratifiedBootstrap(sizes, (counts) => [share(counts)], options)[0] as Interval;
}

function compare(candidate: TaskScores, baseline: TaskScores) {
  const [ours, theirs] = [candidate, baseline].map((scores) => runsOf('probabilityOverTasks', scores));
  if (ours === undefined || theirs === undefined || candidate.length !== baseline.length) {
    throw new StatisticsError(
      `probabilityOverTasks requires the same tasks of both models, but they have ${candidate.length} and ${baseline.length}`,
    );
  }
  const tasks = candidate.length;
  const others = ours.values.length;
  const share = (counts: Float64Array): number => {
    let [sum, start, startOfOthers] = [0, 0, others];
    for (const [task, row] of candidate.entries()) {
      const against = baseline[task] as readonly number[];
      let wins = 0;
      for (const [run, score] of row.entries()) {
        const times = counts[start + run] as number;
        if (times === 0) continue;
        for (const [other, value] of against.entries()) {
          const won = score > value ? 1 : score === value ? 0.5 : 0;
          wins += won * times * (counts[startOfOthers + other] as number);
        }
      }
      sum += wins / (row.length * against.length);
      start += row.length;
      startOfOthers += against.length;
    }
    return sum / tasks;
  };
  return { runs: others + theirs.values.length, sizes: [...ours.sizes, ...theirs.sizes], share };
}
