/** The names of the config for what a tool logs under names of its own: `metrics[].from`. */
import { isNamed } from '../../config/metric-source.ts';
import { parseFlatName } from '../readers/flat-names.ts';
import type { SourcedMetric } from '../readers/named/source-of.ts';
import { type MetricValues, type Origin, type RunRecord, SPLITS, type Split } from '../record.ts';
import type { RunStore } from '../store/store.ts';
import { DECIDING_SPLITS } from './reported-metrics.ts';

/** The metrics of the config, as they are read in a task; undefined without tasks. */
export type MetricsOf = (task: string | undefined) => readonly SourcedMetric[];

/**
 * A store that renames metrics to those of the config. It keeps the tool's names, so that a changed `from` needs no
 * retraining.
 */
export function withMetricSources(store: RunStore, metricsOf: MetricsOf): RunStore {
  const rename = (record: RunRecord) => renameMetrics(record, metricsOf(record.task));
  return {
    ...store,
    async find(fingerprint) {
      const record = await store.find(fingerprint);
      return record && rename(record);
    },
    async *findAll(fingerprints) {
      for await (const record of store.findAll(fingerprints)) yield record && rename(record);
    },
    save: async (...saved) => rename(await store.save(...saved)),
    list: async () => (await store.list()).map(rename),
  };
}

type Renamable = Pick<RunRecord, 'curves' | 'metrics' | 'origins' | 'slices' | 'divergedBy'>;

/**
 * Each metric with a source takes the values of that source. If the source names a split, no other split decides.
 * Curves of both splits stay.
 */
export function renameMetrics<Renamed extends Renamable>(
  record: Renamed,
  metrics: readonly SourcedMetric[],
): Renamed {
  return metrics.reduce<Renamed>(
    (renamed, { name, from }) => (from === undefined ? renamed : renameMetric(renamed, name, from)),
    record,
  );
}

function renameMetric<Renamed extends Renamable>(
  record: Renamed,
  name: string,
  from: NonNullable<SourcedMetric['from']>,
): Renamed {
  const { split: stated, name: source } = isNamed(from)
    ? { split: from.split, name: from.name }
    : parseFlatName(from.name);
  const target = from.split ?? stated;
  const origins = originsOf(record, { source, stated, target });
  const curves = record.curves.map((epoch) => {
    const find = (split: 'train' | 'validation') => {
      if (split === target) return firstIn(epoch, origins, source);
      return origins.includes(split) ? undefined : own(epoch[split], source);
    };
    const train = withValue(epoch.train, name, find('train'));
    return { ...epoch, train, validation: withValue(epoch.validation, name, find('validation')) };
  });
  const final = firstIn(record.metrics, origins, source) ?? lastIn(record.curves, origins, source);
  const metrics = SPLITS.map((split) => {
    const values = record.metrics[split] ?? {};
    if (split === target) return [split, withValue(values, name, final)] as const;
    const isKept =
      target === null || (final !== undefined && !origins.includes(split) && decidesLess(split, target));
    return [split, withValue(values, name, isKept ? own(values, source) : undefined)] as const;
  });
  const origin = originOf(record, origins, source);
  const found = SPLITS.map((split) => {
    const known = record.origins?.[split] ?? {};
    if (split === target) return [split, withValue(known, name, origin)] as const;
    return [split, withValue(known, name, target === null ? own(known, source) : undefined)] as const;
  });
  const slices = Object.entries(record.slices).map(([slice, { examples, metrics: values }]) => {
    const value = target === null || target === 'test' ? own(values, source) : undefined;
    return [slice, { examples, metrics: withValue(values, name, value) }] as const;
  });
  return {
    ...record,
    curves,
    metrics: Object.fromEntries(metrics.filter(([, values]) => Object.keys(values).length > 0)),
    ...(record.origins === undefined
      ? {}
      : { origins: Object.fromEntries(found.filter(([, known]) => Object.keys(known).length > 0)) }),
    slices: Object.fromEntries(slices),
    divergedBy: record.divergedBy === source ? name : record.divergedBy,
  };
}

/**
 * Splits to search for the source; none if it stands for itself on every split. A log without splits is searched
 * wherever the reader has put it.
 */
function originsOf(
  record: Renamable,
  { source, stated, target }: { source: string; stated: Split | null; target: Split | null },
): readonly Split[] {
  if (target === null) return [];
  if (stated !== null) return [stated];
  const hasOwn =
    own(record.metrics[target], source) !== undefined ||
    lastIn(record.curves, [target], source) !== undefined;
  return hasOwn ? [target] : SPLITS;
}

/** True if a verdict prefers `other` when both have a value. */
function decidesLess(split: Split, other: Split): boolean {
  const rank = (one: Split) => (DECIDING_SPLITS.includes(one) ? DECIDING_SPLITS.indexOf(one) : SPLITS.length);
  return rank(split) > rank(other);
}

function originOf(record: Renamable, splits: readonly Split[], name: string): Origin | undefined {
  const final = splits.find((split) => own(record.metrics[split], name) !== undefined);
  const order = final === undefined ? splits : [final];
  return order.map((split) => own(record.origins?.[split], name)).find((origin) => origin !== undefined);
}

type BySplit = Readonly<Partial<Record<Split, MetricValues>>>;

/** A name from the config may be that of an object's own property. */
function own<Value>(values: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}

function firstIn(values: BySplit, splits: readonly Split[], name: string): number | undefined {
  for (const split of splits) {
    const value = own(values[split], name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function lastIn(curves: RunRecord['curves'], splits: readonly Split[], name: string): number | undefined {
  const last = curves.findLast((epoch) => firstIn(epoch, splits, name) !== undefined);
  return last === undefined ? undefined : firstIn(last, splits, name);
}

function withValue<Value>(
  values: Readonly<Record<string, Value>>,
  name: string,
  value: Value | undefined,
): Readonly<Record<string, Value>> {
  const { [name]: _, ...others } = values;
  return value === undefined ? others : { ...others, [name]: value };
}
