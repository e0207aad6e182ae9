import { DECIDING_SPLITS } from '../../records/metrics/reported-metrics.ts';
import type { RunRecord, Split } from '../../records/record.ts';

export interface SeedValue {
  readonly seed: number;
  readonly value: number;
}

/**
 * The split whose metric decides: test if any run reports the metric on it, else validation, else training. All arms
 * share it, so that none is measured on different data.
 */
export function decidingSplit(records: readonly RunRecord[], metric: string): Split | null {
  return (
    DECIDING_SPLITS.find((split) =>
      records.some((record) => metricOf(record, metric, split) !== undefined),
    ) ?? null
  );
}

/** Groups records by model, so that many models need only one pass. */
export function recordsByModel(records: readonly RunRecord[]): ReadonlyMap<string, readonly RunRecord[]> {
  const byModel = new Map<string, RunRecord[]>();
  for (const record of records) {
    const known = byModel.get(record.model);
    if (known === undefined) byModel.set(record.model, [record]);
    else known.push(record);
  }
  return byModel;
}

const groups = new WeakMap<
  readonly RunRecord[],
  { readonly length: number; readonly byModel: ReadonlyMap<string, readonly RunRecord[]> }
>();

/**
 * One model's runs, in the order of the records. The grouping is cached because checks ask for every model repeatedly;
 * added records renew it.
 */
export function runsOf(records: readonly RunRecord[], model: string): readonly RunRecord[] {
  let group = groups.get(records);
  if (group?.length !== records.length) {
    group = { length: records.length, byModel: recordsByModel(records) };
    groups.set(records, group);
  }
  return group.byModel.get(model) ?? [];
}

/** One model's finished runs, in the order of the records. */
export function finishedRuns(records: readonly RunRecord[], model: string): readonly RunRecord[] {
  return runsOf(records, model).filter(({ status }) => status === 'ok');
}

/** One model's values of a metric over its finished runs, by seed. */
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

/** Like `seedValues`, on the deciding split. */
export function decidingValues(records: readonly RunRecord[], model: string, metric: string): SeedValue[] {
  const split = decidingSplit(records, metric);
  return split === null ? [] : seedValues(records, model, metric, split);
}

export interface SeedPair {
  readonly seed: number;
  readonly baseline: number;
  readonly candidate: number;
}

/** Pairs the arms' entries with equal seeds, sorted by seed, because resampling must not depend on a file's order. */
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

/** The finished runs of two models that share a seed. */
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
