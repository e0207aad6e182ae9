/**
 * Performance profile: the share of runs that score above each threshold, every task with the same weight; or the share of
 * tasks whose mean does. As rliable's `create_performance_profile`.
 *
 * Bands are percentile intervals at each threshold, not for the whole curve.
 *
 * Source: R. Agarwal et al., NeurIPS 2021; E. D. Dolan and J. J. Moré, Mathematical Programming 91 (2002).
 */
import { onceEach, type Runs, runsOf, type TaskScores } from './runs.ts';

/** `runs` varies less than `task-means`, and does not depend on how many runs a task has. */
type Of = 'runs' | 'task-means';

/**
 * @param thresholds in the unit of the scores
 * @returns a share for each threshold
 * @example performanceProfile([[0.2, 0.6], [0.9, 0.9]], [0.5, 0.8]) // [0.75, 0.5]
 */
export function performanceProfile(
  scores: TaskScores,
  thresholds: readonly number[],
  of: Of = 'runs',
): number[] {
  const runs = runsOf('performanceProfile', scores);
  return profileOf(runs, thresholds, of)(onceEach(runs));
}

function profileOf(runs: Runs, thresholds: readonly number[], of: Of): (counts: Float64Array) => number[] {
  const above = (values: readonly number[], weightOf: (index: number) => number) =>
    thresholds.map((threshold) =>
      values.reduce((sum, value, index) => (value > threshold ? sum + weightOf(index) : sum), 0),
    );
  if (of === 'runs')
    return (counts) => above(runs.values, (run) => (counts[run] as number) * (runs.weights[run] as number));
  return (counts) => {
    let start = 0;
    const means = runs.sizes.map((size) => {
      let sum = 0;
      for (let run = start; run < start + size; run++)
        sum += ((counts[run] as number) * (runs.values[run] as number)) / size;
      start += size;
      return sum;
    });
    return above(means, () => 1 / means.length);
  };
}
