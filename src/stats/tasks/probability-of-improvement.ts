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
  const others = ours.values.length;
  // The chance that each run of the variant adds with each run of the baseline, task by task.
  const weights = candidate.map((row, task) => {
    const against = baseline[task] as readonly number[];
    const weight = 1 / (candidate.length * row.length * against.length);
    return Float64Array.from(row.flatMap((score) => against.map((value) => weight * wonBy(score, value))));
  });
  const share = (counts: Float64Array): number => {
    let [sum, start, startOfOthers] = [0, 0, others];
    for (let task = 0; task < weights.length; task++) {
      const won = weights[task] as Float64Array;
      const size = theirs.sizes[task] as number;
      const runs = ours.sizes[task] as number;
      for (let run = 0; run < runs; run++) {
        const times = counts[start + run] as number;
        if (times === 0) continue;
        let ofRun = 0;
        for (let other = 0; other < size; other++)
          ofRun += (won[run * size + other] as number) * (counts[startOfOthers + other] as number);
        sum += times * ofRun;
      }
      start += runs;
      startOfOthers += size;
    }
    return sum;
  };
  return { runs: others + theirs.values.length, sizes: [...ours.sizes, ...theirs.sizes], share };
}

function wonBy(score: number, value: number): number {
  if (score === value) return 0.5;
  return score > value ? 1 : 0;
}
