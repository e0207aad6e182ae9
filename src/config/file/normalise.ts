import { z } from 'zod';
import { DIRECTIONS, UNITS } from '../../stats/metrics/metric.ts';
import type { Described } from '../described.ts';
import { knownMetric } from '../known-metrics.ts';
import { LOGGED_SPLITS, normaliseSource, TAKES } from '../metric-source.ts';
import type { Params } from '../names.ts';
import { ROLES } from '../schema/metric-schema.ts';
import type { Config, MetricConfig } from '../schema/schema.ts';

/** A metric with all defaults filled in. */
export const metricSchema = z.object({
  name: z.string(),
  role: z.enum(ROLES),
  direction: z.enum(DIRECTIONS),
  margin: z.number().nullable().describe('null: no margin is set, so no verdict can be equivalent.'),
  minEffect: z.number().exactOptional().describe('The smallest gain that counts as an improvement.'),
  unit: z.enum(UNITS),
  from: z
    .object({
      name: z.string().describe('Its name in the records.'),
      split: z.enum(LOGGED_SPLITS).nullable().describe('null: the name tells the split.'),
      file: z.string().exactOptional(),
      key: z.string().exactOptional(),
      stdout: z.string().exactOptional(),
      take: z.enum(TAKES).exactOptional(),
    })
    .exactOptional()
    .describe('Where the value is read; left out if that is its name.'),
});
export type Metric = Described<typeof metricSchema>;

/** A fixed design has `min === max`. */
export interface Seeds {
  readonly kind: 'fixed' | 'sequential';
  readonly min: number;
  readonly max: number;
}

/** If no metric is marked as primary, the first is, since one must decide the verdict. */
export function normaliseMetrics(metrics: readonly MetricConfig[]): Metric[] {
  const isMarked = metrics.some(({ role }) => role === 'primary');
  return metrics.map(({ name, role, direction, margin, unit, from, ...more }, index) => {
    const known = knownMetric(name);
    const resolved = direction ?? known?.direction;
    if (resolved === undefined) throw new Error(`metric ${name} passed the schema without a direction`);
    return {
      name,
      role: role ?? (!isMarked && index === 0 ? 'primary' : 'secondary'),
      direction: resolved,
      margin: margin ?? null,
      ...(more['min-effect'] === undefined ? {} : { minEffect: more['min-effect'] }),
      unit: unit ?? known?.unit ?? 'none',
      ...(from === undefined ? {} : { from: normaliseSource(from) }),
    };
  });
}

/** By metric; undefined where the baseline is a model. */
export type FixedBaseline = Readonly<Record<string, number>>;

export function fixedBaseline({
  models,
  metrics,
}: {
  readonly models: Pick<Config['models'], 'baseline'>;
  readonly metrics: ReadonlyArray<{ readonly name: string }>;
}): FixedBaseline | undefined {
  const { value } = models.baseline;
  return typeof value === 'number' ? Object.fromEntries(metrics.map(({ name }) => [name, value])) : value;
}

export function normaliseSeeds(seeds: NonNullable<Config['seeds']>): Seeds {
  if (typeof seeds === 'number') return { kind: 'fixed', min: seeds, max: seeds };
  return { kind: seeds.min === seeds.max ? 'fixed' : 'sequential', ...seeds };
}

/** A data set on which every model is trained. */
export interface Task {
  readonly name: string;
  /** Override those of the model. */
  readonly params: Params;
  /** Where the primary metric is read in this task; left out if that is as in the others. */
  readonly metric?: string;
  /** null: the primary metric's. */
  readonly margin: number | null;
  /** Left out if it has those of the experiment. */
  readonly seeds?: number;
}

export function normaliseTasks(tasks: NonNullable<Config['tasks']>): Task[] {
  return tasks.map(({ name, params = {}, metric, margin = null, seeds }) => ({
    name,
    params,
    margin,
    ...(metric === undefined ? {} : { metric }),
    ...(seeds === undefined ? {} : { seeds }),
  }));
}

/** The metrics as they are read in a task. */
export function metricsOfTask(metrics: readonly Metric[], task: Pick<Task, 'metric'> | undefined): Metric[] {
  const own = task?.metric;
  const primary = metrics.findIndex(({ role }) => role === 'primary');
  return metrics.map((metric, index) =>
    own === undefined || index !== primary ? metric : { ...metric, from: normaliseSource(own) },
  );
}
