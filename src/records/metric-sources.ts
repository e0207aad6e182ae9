/** The names of the config for what a tool logs under names of its own: `metrics[].from`. */
import { parseFlatName } from './readers/flat-names.ts';
import { type MetricValues, type RunRecord, SPLITS, type Split } from './record.ts';
import type { RunStore } from './store.ts';

/** A metric of the config, and where the tool logs it: null if it goes by its own name. */
export interface SourcedMetric {
  readonly name: string;
  readonly from?: { readonly name: string; readonly split: Split | null };
}

/** What the records call a metric of the config, and the split that is meant; null for any. */
export function sourceOf({ name, from }: SourcedMetric): {
  readonly name: string;
  readonly split: Split | null;
} {
  if (from === undefined) return { name, split: null };
  const stated = parseFlatName(from.name);
  return { name: stated.name, split: from.split ?? stated.split };
}

export function recordedNames(metrics: readonly SourcedMetric[]): string[] {
  return metrics.map((metric) => sourceOf(metric).name);
}

/**
 * A store whose records have the names of the config. What it keeps has those of the tool: a changed `from` needs no run
 * to be trained again.
 */
export function withMetricSources(store: RunStore, metrics: readonly SourcedMetric[]): RunStore {
  const rename = (record: RunRecord) => renameMetrics(record, metrics);
  return {
    ...store,
    async find(fingerprint) {
      const record = await store.find(fingerprint);
      return record === null ? null : rename(record);
    },
    save: async (record, predictionsFile) => rename(await store.save(record, predictionsFile)),
    list: async () => (await store.list()).map(rename),
  };
}

/** Each metric with a source has the values of its source, on the splits that the source names, and no others. */
export function renameMetrics(record: RunRecord, metrics: readonly SourcedMetric[]): RunRecord {
  return metrics.reduce(
    (renamed, { name, from }) => (from === undefined ? renamed : renameMetric(renamed, name, from)),
    record,
  );
}

function renameMetric(record: RunRecord, name: string, from: NonNullable<SourcedMetric['from']>): RunRecord {
  const { split: stated, name: source } = parseFlatName(from.name);
  const target = from.split ?? stated;
  // A log that names no split, for a split that the config names: wherever the reader has put it.
  const origins = stated === null && target !== null ? [target, ...SPLITS] : [stated ?? target];
  const curves = record.curves.map((epoch) => {
    const find = (split: 'train' | 'validation') =>
      target === null
        ? own(epoch[split], source)
        : split === target
          ? firstIn(epoch, origins, source)
          : undefined;
    const train = withValue(epoch.train, name, find('train'));
    return { ...epoch, train, validation: withValue(epoch.validation, name, find('validation')) };
  });
  const metrics = SPLITS.map((split) => {
    const values = record.metrics[split] ?? {};
    if (target === null) return [split, withValue(values, name, own(values, source))] as const;
    if (split !== target) return [split, withValue(values, name, undefined)] as const;
    const final = firstIn(record.metrics, origins, source) ?? lastIn(record.curves, origins, source);
    return [split, withValue(values, name, final)] as const;
  });
  const slices = Object.entries(record.slices).map(([slice, { examples, metrics: values }]) => {
    const value = target === null || target === 'test' ? own(values, source) : undefined;
    return [slice, { examples, metrics: withValue(values, name, value) }] as const;
  });
  return {
    ...record,
    curves,
    metrics: Object.fromEntries(metrics.filter(([, values]) => Object.keys(values).length > 0)),
    slices: Object.fromEntries(slices),
    divergedBy: record.divergedBy === source ? name : record.divergedBy,
  };
}

type BySplit = Readonly<Partial<Record<Split, MetricValues>>>;

/** Names come from a config: one may be that of something every object has. */
function own(values: MetricValues | undefined, name: string): number | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}

function firstIn(values: BySplit, splits: ReadonlyArray<Split | null>, name: string): number | undefined {
  for (const split of splits) {
    const value = split === null ? undefined : own(values[split], name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function lastIn(
  curves: RunRecord['curves'],
  splits: ReadonlyArray<Split | null>,
  name: string,
): number | undefined {
  const last = curves.findLast((epoch) => firstIn(epoch, splits, name) !== undefined);
  return last === undefined ? undefined : firstIn(last, splits, name);
}

function withValue(values: MetricValues, name: string, value: number | undefined): MetricValues {
  const { [name]: _, ...others } = values;
  return value === undefined ? others : { ...others, [name]: value };
}
