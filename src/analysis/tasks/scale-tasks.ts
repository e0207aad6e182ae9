/** Puts tasks with different scales on one: ranks within each task, or shares of the way between two stated scores. */
import type { Metric } from '../../config/file/normalise.ts';
import type { TaskScale } from '../../config/schema/task-questions.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { midranks } from '../../stats/ranks.ts';
import { decidingSplit } from '../compare/samples.ts';

/** Scores of a task that stand for 0 and 1. */
export interface Bounds {
  readonly random: number;
  readonly human: number;
}

type Records = readonly RunRecord[];

/**
 * Replaces every finished run's score by its rank among all runs of the task, as a share: (rank − ½) / runs. Higher is
 * better, whatever the metric's direction. Between two models the mean difference is the probability of improvement, less ½.
 */
export function rankScores(records: Records, metrics: readonly Metric[]): RunRecord[] {
  return scale(
    records,
    metrics,
    (name) => scaledName(name, 'ranks'),
    (scores, { direction }) => {
      const sign = direction === 'maximize' ? 1 : -1;
      return midranks(scores.map((score) => sign * score)).map((rank) => (rank - 0.5) / scores.length);
    },
  );
}

/**
 * (score − random) / (human − random), as in R. Agarwal et al., NeurIPS 2021. Higher is better if the human score is better than
 * the random one.
 */
export function normaliseScores(records: Records, metrics: readonly Metric[], bounds: Bounds): RunRecord[] {
  return scale(
    records,
    metrics,
    (name) => scaledName(name, 'normalised'),
    (scores) => scores.map((score) => (score - bounds.random) / (bounds.human - bounds.random)),
  );
}

type Scale = (scores: readonly number[], metric: Metric) => readonly number[];

/** Scaled scores have other names, since they have another unit. */
function scale(
  records: Records,
  metrics: readonly Metric[],
  nameOf: (metric: string) => string,
  scaleOf: Scale,
): RunRecord[] {
  const scores = records.map(() => ({}) as Record<string, number>);
  let splitOfAll: Split = 'test';
  for (const metric of metrics) {
    const split = decidingSplit(records, metric.name);
    if (split === null) continue;
    splitOfAll = split;
    const places: number[] = [];
    const values: number[] = [];
    for (const [at, { status, metrics: own }] of records.entries()) {
      const value = own[split]?.[metric.name];
      if (status !== 'ok' || value === undefined) continue;
      places.push(at);
      values.push(value);
    }
    for (const [index, value] of scaleOf(values, metric).entries())
      (scores[places[index] as number] as Record<string, number>)[nameOf(metric.name)] = value;
  }
  return records.map((record, at) => ({
    ...record,
    metrics: record.status === 'ok' ? { [splitOfAll]: scores[at] as Record<string, number> } : {},
  }));
}

/** Margins and effects are in the unit of the scale. */
export function scaledMetrics(metrics: readonly Metric[], scale: TaskScale): Metric[] {
  return metrics.map((metric) => ({
    ...metric,
    name: scaledName(metric.name, scale),
    direction: 'maximize',
    unit: 'none',
  }));
}

function scaledName(metric: string, scale: TaskScale): string {
  return scale === 'metric' ? metric : `${scale === 'ranks' ? 'rank' : 'normalised'}(${metric})`;
}
