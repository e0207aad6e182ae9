/** Predictions of two arms -> a metric's units, for every metric that is computed from predictions. */
import { StatisticsError } from '../error.ts';
import { isGiven } from '../metrics/compute.ts';
import { metricMeant } from '../metrics/names.ts';
import type { RunPredictions } from '../metrics/predictions.ts';
import { measureMeans } from './means.ts';
import { type MeasuredUnits, type Pairing, unitSizes } from './measured-units.ts';
import { measureWeighted } from './weighted.ts';

/** Whether the metric is one that `measure` computes. A run's own loss, say, cannot be had from its predictions. */
export function isMeasurable(metric: string): boolean {
  return metricMeant(metric)?.compute !== undefined;
}

export interface PredictedArms {
  readonly labels: ArrayLike<number>;
  readonly baseline: readonly RunPredictions[];
  readonly candidate: readonly RunPredictions[];
  readonly pairing: Pairing;
}

/**
 * @throws StatisticsError for a metric that predictions do not give, probabilities that are missing, labels that are no classes,
 *   and a metric that is not defined on these examples
 * @example multiBootstrap(measure('macro_f1', { labels, baseline, candidate, pairing: 'seed' }), { random })
 */
export function measure(metric: string, arms: PredictedArms): MeasuredUnits {
  const { labels, baseline, candidate, pairing } = arms;
  const compute = metricMeant(metric)?.compute;
  if (compute === undefined) {
    throw new StatisticsError(`measure requires a metric that predictions give, and "${metric}" is none`);
  }
  const sizes = unitSizes('measure', {
    baseline: baseline.map((run) => run.predictions),
    candidate: candidate.map((run) => run.predictions),
    pairing,
  });
  const runs = [...baseline, ...candidate];
  if (!runs.every((run) => isGiven(compute, run))) {
    throw new StatisticsError(`measure requires ${compute.needs} for ${metric}, and a run gave none`);
  }
  const { contributions } = compute;
  if (contributions === undefined) {
    return measureWeighted(compute.prepare(labels, runs), labels.length, sizes, pairing);
  }
  const rows = (arm: readonly RunPredictions[]) => arm.map((run) => contributions(labels, run));
  return measureMeans({ baseline: rows(baseline), candidate: rows(candidate), pairing });
}
