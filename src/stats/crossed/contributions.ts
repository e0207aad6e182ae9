import { StatisticsError } from '../error.ts';
import { isGiven } from '../metrics/compute.ts';
import type { Computation } from '../metrics/metric.ts';
import type { RunPredictions } from '../metrics/predictions.ts';
import { influenceValues } from './influence.ts';

/**
 * @returns one number per example, whose mean is the metric
 * @throws StatisticsError if the metric lacks predictions that it needs, or is not defined on them
 */
export function contributionsOf(
  compute: Computation,
  labels: ArrayLike<number>,
  run: RunPredictions,
): ArrayLike<number> {
  if (!isGiven(compute, run)) {
    throw new StatisticsError(`contributionsOf requires ${compute.needs}, and a run gave none`);
  }
  if (compute.contributions !== undefined) return compute.contributions(labels, run);
  const weighted = compute.prepare(labels, [run]);
  const metric = weighted.weigh(new Int32Array(labels.length).fill(1))(0);
  if (Number.isNaN(metric)) {
    throw new StatisticsError(
      'contributionsOf requires a metric that is defined on the examples: a class is missing, or the labels do not vary',
    );
  }
  return influenceValues(metric, weighted.leaveOneOut(0));
}

export function subtractRows(candidate: ArrayLike<number>, baseline: ArrayLike<number>): Float64Array {
  const differences = new Float64Array(candidate.length);
  for (let example = 0; example < differences.length; example++)
    differences[example] = (candidate[example] as number) - (baseline[example] as number);
  return differences;
}
