import { DECIDING_SPLITS } from '../../records/metrics/reported-metrics.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { groupBy } from '../../stats/group-by.ts';

export interface SeedValue {
  readonly seed: number;
  readonly value: number;
}

/** Test if any run reports the metric on it, else validation, else training. All arms share the split. */
export function decidingSplit(records: readonly RunRecord[], metric: string): Split | null {
  return (
    DECIDING_SPLITS.find((split) =>
      records.some((record) => metricOf(record, metric, split) !== undefined),
    ) ?? null
  );
}

export function recordsByModel(records: readonly RunRecord[]): ReadonlyMap<string, readonly RunRecord[]> {
  return groupBy(records, ({ model }) => model);
}

const groups = new WeakMap<
  readonly RunRecord[],
  { readonly length: number; readonly byModel: ReadonlyMap<string, readonly RunRecord[]> }
>();

/** Cached because checks ask for every model repeatedly; added records renew it. */
export function runsOf(records: readonly RunRecord[], model: string): readonly RunRecord[] {
  let group = groups.get(records);
  if (group?.length !== records.length) {
    group = { length: records.length, byModel: recordsByModel(records) };
    groups.set(records, group);
  }
  return group.byModel.get(model) ?? [];
}

export function finishedRuns(records: readonly RunRecord[], model: string): readonly RunRecord[] {
  return runsOf(records, model).filter(({ status }) => status === 'ok');
}

/** By seed, over finished runs. */
export function seedValues(
  records: readonly RunRecord[],
  model: string,
  metric: string,
  split: Split,
): SeedValue[] {
  return finishedRuns(records, model)
    .flatMap((record) => {
      const value = metricOf(record, metric, split);
      return value === undefined ? [] : [{ seed: record.seed, value }];
    })
    .sort((a, b) => a.seed - b.seed);
}

/** On the deciding split. */
export function decidingValues(records: readonly RunRecord[], model: string, metric: string): SeedValue[] {
  const split = decidingSplit(records, metric);
  return split === null ? [] : seedValues(records, model, metric, split);
}

export interface SeedPair {
  readonly seed: number;
  readonly baseline: number;
  readonly candidate: number;
}

/** Sorted by seed, because resampling must not depend on a file's order. */
function sameSeeds<Of extends { readonly seed: number }>(
  baseline: readonly Of[],
  candidate: readonly Of[],
): Array<readonly [baseline: Of, candidate: Of]> {
  const bySeed = new Map(baseline.map((one) => [one.seed, one]));
  return candidate
    .flatMap((one) => {
      const other = bySeed.get(one.seed);
      return other === undefined ? [] : [[other, one] as const];
    })
    .sort(([, a], [, b]) => a.seed - b.seed);
}

export function pairBySeed(baseline: readonly SeedValue[], candidate: readonly SeedValue[]): SeedPair[] {
  return sameSeeds(baseline, candidate).map(([before, { seed, value }]) => ({
    seed,
    baseline: before.value,
    candidate: value,
  }));
}

export function pairRuns(records: readonly RunRecord[], baseline: string, candidate: string) {
  return sameSeeds(finishedRuns(records, baseline), finishedRuns(records, candidate));
}

function metricOf(record: RunRecord, metric: string, split: Split): number | undefined {
  const values = record.metrics[split];
  return values !== undefined && Object.hasOwn(values, metric) ? values[metric] : undefined;
}

export function failedShare(records: readonly RunRecord[], model: string): number {
  const runs = runsOf(records, model);
  return runs.length === 0 ? 0 : runs.filter(({ status }) => status !== 'ok').length / runs.length;
}
