import { StatisticsError } from '../error.ts';
import { isGiven } from '../metrics/compute.ts';
import type { Computation } from '../metrics/metric.ts';
import type { RunPredictions } from '../metrics/predictions.ts';
import { ExactSum } from '../numerics/exact-sum.ts';

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
  const metric = compute.value(labels, run);
  if (Number.isNaN(metric)) {
    throw new StatisticsError(
      'contributionsOf requires a metric that is defined on the examples: a class is missing, or the labels do not vary',
    );
  }
  return influenceValues(metric, compute.leaveOneOut(labels, run));
}

export function subtractRows(candidate: ArrayLike<number>, baseline: ArrayLike<number>): Float64Array {
  const differences = new Float64Array(candidate.length);
  for (let example = 0; example < differences.length; example++)
    differences[example] = (candidate[example] as number) - (baseline[example] as number);
  return differences;
}

/**
 * Contribution of each example to a metric that is not a mean: the jackknife pseudo-value, shifted so that the mean is the
 * metric. To first order in 1/m, these values have the metric's spread over new examples; for AUROC they are DeLong's
 * placement values. An example without which the metric is not defined (the last of its class) contributes nothing.
 *
 * Source: J. W. Tukey (1958); B. Efron and C. Stein, Annals of Statistics 9 (1981).
 *
 * @param withoutEach the metric without each example; NaN if not defined
 * @example influenceValues(2, [2.5, 2, 1.5]) // of the mean of 1, 2, 3: [1, 2, 3]
 */
export function influenceValues(metric: number, withoutEach: ArrayLike<number>): Float64Array {
  const examples = withoutEach.length;
  const sum = new ExactSum();
  let defined = 0;
  for (let example = 0; example < examples; example++) {
    const without = withoutEach[example] as number;
    if (Number.isNaN(without)) continue;
    // Subtracting the metric keeps the digits of small changes.
    sum.add(without - metric);
    defined++;
  }
  const centre = defined > 0 ? sum.value / defined : 0;
  const values = new Float64Array(examples);
  for (let example = 0; example < examples; example++) {
    const change = (withoutEach[example] as number) - metric;
    values[example] = Number.isNaN(change) ? metric : metric + (examples - 1) * (centre - change);
  }
  return values;
}
