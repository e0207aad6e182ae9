/** Puts tasks with different scales on one: shares of the way between two stated scores. */
import type { Metric } from '../../config/file/normalise.ts';
import type { Bounds, TaskScale } from '../../config/schema/task-questions.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { decidingSplit } from '../compare/samples.ts';

export interface Scaling {
  readonly metrics: readonly Metric[];
  readonly scale: TaskScale;
  /** By task, for normalised scores. */
  readonly bounds: ReadonlyMap<string, Bounds>;
}

type Records = readonly RunRecord[];

/** The records of each task on the scale of the mean. */
export function scaleTasks(
  byTask: ReadonlyMap<string, Records>,
  { metrics, scale, bounds }: Scaling,
): ReadonlyMap<string, Records> {
  if (scale === 'metric') return byTask;
  return new Map(
    [...byTask].map(([task, records]) => {
      const own = bounds.get(task);
      if (own === undefined) throw new Error(`${task} has no bounds`);
      return [task, normaliseScores(records, metrics, own)];
    }),
  );
}

/**
 * (score − random) / (human − random) of the primary metric, as in R. Agarwal et al., NeurIPS 2021. Higher is better if the human
 * score is better than the random one. Bounds of one metric say nothing of another, so secondary metrics stay as they are.
 */
export function normaliseScores(records: Records, metrics: readonly Metric[], bounds: Bounds): RunRecord[] {
  return scale(
    records,
    metrics.filter(({ role }) => role === 'primary'),
    scaledName,
    (scores) => scores.map((score) => (score - bounds.random) / (bounds.human - bounds.random)),
  );
}

type Scale = (scores: readonly number[], metric: Metric) => readonly number[];

/** Scaled scores have other names, since they have another unit. What is not scaled stays. */
function scale(
  records: Records,
  metrics: readonly Metric[],
  nameOf: (metric: string) => string,
  scaleOf: Scale,
): RunRecord[] {
  const scores = records.map(() => ({}) as Partial<Record<Split, Record<string, number>>>);
  for (const metric of metrics) {
    const split = decidingSplit(records, metric.name);
    if (split === null) continue;
    const places: number[] = [];
    const values: number[] = [];
    for (const [at, { status, metrics: own }] of records.entries()) {
      const value = own[split]?.[metric.name];
      if (status !== 'ok' || value === undefined) continue;
      places.push(at);
      values.push(value);
    }
    for (const [index, value] of scaleOf(values, metric).entries()) {
      const own = scores[places[index] as number] as (typeof scores)[number];
      own[split] = { ...own[split], [nameOf(metric.name)]: value };
    }
  }
  const scaled = new Set(metrics.map(({ name }) => name));
  return records.map((record, at) => ({
    ...record,
    metrics: record.status === 'ok' ? withScores(record.metrics, scores[at] ?? {}, scaled) : {},
  }));
}

function withScores(
  metrics: RunRecord['metrics'],
  scores: RunRecord['metrics'],
  scaled: ReadonlySet<string>,
): RunRecord['metrics'] {
  const all: RunRecord['metrics'] = { ...scores };
  for (const [split, values] of Object.entries(metrics) as Array<[Split, Record<string, number>]>) {
    const others = Object.entries(values).filter(([name]) => !scaled.has(name));
    all[split] = { ...Object.fromEntries(others), ...scores[split] };
  }
  return all;
}

/** Margins and effects are in the unit of the scale. */
export function scaledMetrics(metrics: readonly Metric[], scale: TaskScale): Metric[] {
  return metrics.map((metric) => {
    if (!isScaled(metric, scale)) return metric;
    const { from: _, ...own } = metric;
    return { ...own, name: scaledName(metric.name), direction: 'maximize', unit: 'none' };
  });
}

/** The metrics as they are compared on one task, in their own unit. */
export function metricsOnTask(
  metrics: readonly Metric[],
  scale: TaskScale,
  bounds: Bounds | undefined,
): readonly Metric[] {
  if (bounds === undefined) return metrics;
  const unit = Math.abs(bounds.human - bounds.random);
  return metrics.map((metric) => {
    if (!isScaled(metric, scale)) return metric;
    const { minEffect, ...own } = metric;
    return {
      ...own,
      margin: metric.margin === null ? null : unit * metric.margin,
      ...(minEffect === undefined ? {} : { minEffect: unit * minEffect }),
    };
  });
}

function isScaled({ role }: Metric, scale: TaskScale): boolean {
  return scale === 'normalised' && role === 'primary';
}

function scaledName(metric: string): string {
  return `normalised(${metric})`;
}
