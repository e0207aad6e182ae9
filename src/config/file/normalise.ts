import type { Metric as KnownMetric } from '../../stats/metrics/metric.ts';
import { knownMetric } from '../known-metrics.ts';
import type { Config, MetricConfig, ROLES } from '../schema/schema.ts';

/** A metric with everything decided that the config may leave open. */
export interface Metric {
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly direction: KnownMetric['direction'];
  /** Null: no margin was given, so nothing can be called equivalent. */
  readonly margin: number | null;
  readonly unit: KnownMetric['unit'];
  /** What the trainer logs it as; left out where that is its name. Split null: as the name says. */
  readonly from?: { readonly name: string; readonly split: LoggedSplit | null };
}

type LoggedSplit = Exclude<MetricConfig['from'], string | undefined>['split'];

/** How many seed pairs: a fixed design has `min === max`. */
export interface Seeds {
  readonly kind: 'fixed' | 'sequential';
  readonly min: number;
  readonly max: number;
}

/** Where the config marks no metric as primary, the first one is: something has to decide the verdict. */
export function normaliseMetrics(metrics: readonly MetricConfig[]): Metric[] {
  const isMarked = metrics.some(({ role }) => role === 'primary');
  return metrics.map(({ name, role, direction, margin, unit, from }, index) => {
    const known = knownMetric(name);
    const resolved = direction ?? known?.direction;
    if (resolved === undefined) throw new Error(`metric ${name} passed the schema without a direction`);
    return {
      name,
      role: role ?? (!isMarked && index === 0 ? 'primary' : 'secondary'),
      direction: resolved,
      margin: margin ?? null,
      unit: unit ?? known?.unit ?? 'none',
      ...(from === undefined ? {} : { from: typeof from === 'string' ? { name: from, split: null } : from }),
    };
  });
}

export function normaliseSeeds(seeds: NonNullable<Config['seeds']>): Seeds {
  if (typeof seeds === 'number') return { kind: 'fixed', min: seeds, max: seeds };
  return { kind: seeds.min === seeds.max ? 'fixed' : 'sequential', ...seeds };
}
