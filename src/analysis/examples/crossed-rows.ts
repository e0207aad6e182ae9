/**
 * Turns predictions by example into the input of a test over seeds and examples. A run is read once for all looks, variants
 * and metrics; only its rows are kept, a few numbers per example.
 */
import type { FixedBaseline } from '../../config/file/normalise.ts';
import type { VERDICTS_FOR } from '../../config/schema/schema.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { sumByCluster } from '../../stats/crossed/clusters.ts';
import { contributionsOf } from '../../stats/crossed/contributions.ts';
import type { CrossedTable } from '../../stats/crossed/layout.ts';
import { repeatsEstimate, unpairedEstimate } from '../../stats/crossed/unpaired.ts';
import { mean } from '../../stats/describe.ts';
import { StatisticsError } from '../../stats/error.ts';
import type { Computation } from '../../stats/metrics/metric.ts';
import { metricNamed } from '../../stats/metrics/registry.ts';
import { largestSize } from '../../stats/ties.ts';
import type { ComparedExamples, CrossedSample, ExamplesOf } from '../compare/compared-examples.ts';
import { decidingSplit, finishedRuns, pairBySeed, type SeedValue, seedValues } from '../compare/samples.ts';
import { createGradedReader, type NamedMetric } from './graded-reader.ts';
import { clustersOf, newTable, PairTable } from './pair-table.ts';
import { swapIfRare } from './rare-classes.ts';
import { IncomparablePredictionsError, isUnusable, type SplitReader } from './run-predictions.ts';

/** Relative to the largest contribution, or to the metric. */
const TOLERANCE = 1e-6;

export interface RowsRequest {
  readonly baseline?: string;
  readonly variants: readonly string[];
  readonly metrics: readonly NamedMetric[];
  /** `new-examples` requires predictions; `this-test-set` ignores them. */
  readonly verdictFor?: (typeof VERDICTS_FOR)[number] | undefined;
  readonly readerOf: (split: Split) => SplitReader;
  /** The baseline is these numbers, by metric, instead of a model. */
  readonly fixed?: FixedBaseline | undefined;
  readonly computationOf?: (metric: string) => Computation | undefined;
  /** `repeat` for evaluations. */
  readonly unit?: 'repeat' | undefined;
  /** Variants without pairs, even where arms share seeds. It may change between looks. */
  readonly unpaired?: ReadonlySet<string> | undefined;
}

export interface CrossedRows {
  /** Call it before each look. Earlier records must not change. */
  read(records: readonly RunRecord[]): Promise<ExamplesOf>;
}

export function createCrossedRows({
  baseline = 'baseline',
  variants,
  metrics,
  verdictFor,
  readerOf,
  fixed,
  unit,
  computationOf = (metric) => metricNamed(metric)?.compute,
  unpaired,
}: RowsRequest): CrossedRows {
  const comparisons = metrics.flatMap(({ name }) => {
    const compute = computationOf(name);
    return variants.map((variant) => ({ metric: name, variant, compute, table: new PairTable(unit) }));
  });

  const readers = new Map<string, SplitReader>();
  function readerFor(split: Split, metric: NamedMetric): SplitReader {
    const key = keyOf(split, metric.name);
    const known = readers.get(key) ?? createGradedReader(readerOf(split), metric);
    readers.set(key, known);
    return known;
  }

  async function read(records: readonly RunRecord[]): Promise<ExamplesOf> {
    const found = new Map<string, ComparedExamples>();
    for (const metric of metrics) {
      const { name } = metric;
      const split = decidingSplit(records, name);
      if (split === null) continue;
      const reader = readerFor(split, metric);
      const arm = (model: string) => armOf(records, model, name, split);
      // Every variant needs the baseline's contributions.
      const ofBaseline = { ...arm(baseline), known: new Map<string, ArrayLike<number>>() };
      if (verdictFor === 'this-test-set') {
        const testExamples = await countExamples(reader, records);
        for (const variant of variants) {
          const known = { testExamples, sample: null, reason: null, isRequired: false };
          found.set(keyOf(variant, name), known);
        }
        continue;
      }
      for (const { variant, compute, table } of comparisons.filter(({ metric }) => metric === name)) {
        const contributions = contributor(name, compute, reader);
        found.set(
          keyOf(variant, name),
          await examplesOf(reader, verdictFor === 'new-examples', () =>
            sampleOf({
              metric,
              areRepeats: unit === 'repeat',
              table,
              baseline: ofBaseline,
              fixed: fixed?.[name],
              candidate: arm(variant),
              reader,
              contributions,
              isUnpaired: unpaired?.has(variant) ?? false,
            }),
          ),
        );
      }
    }
    return (variant, metric) =>
      found.get(keyOf(variant, metric)) ?? {
        testExamples: null,
        sample: null,
        reason: `no run reports ${metric}`,
        isRequired: verdictFor === 'new-examples',
      };
  }

  return { read };
}

export interface Arm {
  readonly values: readonly SeedValue[];
  readonly record: (seed: number) => RunRecord;
  /** By fingerprint. */
  readonly known?: Map<string, ArrayLike<number>>;
}

export type Contributor = (arm: Arm, { seed, value }: SeedValue) => Promise<ArrayLike<number>>;

/** Null where the first finished run does not tell. */
async function countExamples(reader: SplitReader, records: readonly RunRecord[]): Promise<number | null> {
  const [first] = records.filter(({ status }) => status === 'ok');
  try {
    if (first !== undefined) await reader.read(first);
  } catch (error) {
    if (!isExpected(error)) throw error;
  }
  return reader.ids().length || null;
}

async function examplesOf(
  reader: SplitReader,
  isRequired: boolean,
  sample: () => Promise<CrossedSample>,
): Promise<ComparedExamples> {
  const counted = () => reader.ids().length || null;
  try {
    return { sample: await sample(), reason: null, testExamples: counted(), isRequired };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { sample: null, reason: error.message, testExamples: counted(), isRequired };
  }
}

interface SampleRequest {
  readonly metric: NamedMetric;
  readonly areRepeats: boolean;
  readonly table: PairTable;
  readonly baseline: Arm;
  /** Its value, where it is a number and no model. */
  readonly fixed?: number | undefined;
  readonly candidate: Arm;
  readonly reader: SplitReader;
  readonly contributions: Contributor;
  readonly isUnpaired: boolean;
}

async function sampleOf(request: SampleRequest): Promise<CrossedSample> {
  if (request.fixed !== undefined) return sampleAgainst(request.fixed, request);
  const { metric, areRepeats, table, baseline, candidate, reader, contributions } = request;
  const pairs = pairBySeed(baseline.values, candidate.values);
  if (pairs.length === 0 || request.isUnpaired) return unpairedSample(request);
  table.startFrom(pairs.map(({ seed }) => seed));
  for (const pair of pairs.slice(table.rows)) {
    const { seed } = pair;
    const before = await contributions(baseline, { seed, value: pair.baseline });
    const after = await contributions(candidate, { seed, value: pair.candidate });
    table.add(seed, before, after, clustersOf(reader));
  }
  const clusters = clustersOf(reader);
  return {
    estimate: table.estimate(),
    areRepeats,
    clusters: clusters?.count ?? null,
    midPValue: clusters === null ? table.midPValue() : null,
    swap: await swapIfRare({
      metric,
      pairs: pairs.map(({ seed }) => [baseline.record(seed), candidate.record(seed)] as const),
      reader,
      clusters,
    }),
  };
}

/** Each example's contribution minus the number, so that their mean is the difference. */
async function sampleAgainst(
  value: number,
  { areRepeats, table, candidate, reader, contributions }: SampleRequest,
): Promise<CrossedSample> {
  if (candidate.values.length === 0) throw new IncomparablePredictionsError('a model has no finished run');
  table.startFrom(candidate.values.map(({ seed }) => seed));
  for (const run of candidate.values.slice(table.rows)) {
    const row = await contributions(candidate, run);
    table.add(run.seed, new Float64Array(row.length).fill(value), row, clustersOf(reader));
  }
  const clusters = clustersOf(reader)?.count ?? null;
  return { estimate: table.estimate(), areRepeats, clusters, midPValue: null, swap: null };
}

/** For arms without a shared seed, which are read again at each look. */
async function unpairedSample({
  areRepeats,
  baseline,
  candidate,
  reader,
  contributions,
}: SampleRequest): Promise<CrossedSample> {
  if (baseline.values.length === 0 || candidate.values.length === 0)
    throw new IncomparablePredictionsError('a model has no finished run');
  const tables: CrossedTable[] = [];
  for (const arm of [baseline, candidate]) {
    let table: CrossedTable | null = null;
    for (const value of arm.values) {
      const row = await contributions(arm, value);
      const clusters = clustersOf(reader);
      table ??= newTable(row.length, clusters);
      table.add(clusters === null ? row : sumByCluster(row, clusters));
    }
    tables.push(table as CrossedTable);
  }
  const [before, after] = tables as [CrossedTable, CrossedTable];
  return {
    estimate: areRepeats ? repeatsEstimate(before, after) : unpairedEstimate(before, after),
    areRepeats,
    clusters: clustersOf(reader)?.count ?? null,
    midPValue: null,
    swap: null,
  };
}

/** @throws errors to be shown: IncomparablePredictionsError, StatisticsError and those of reading */
export function contributor(
  metric: string,
  compute: Computation | undefined,
  reader: SplitReader,
): Contributor {
  return async (arm, { seed, value }) => {
    const record = arm.record(seed);
    const earlier = arm.known?.get(record.fingerprint);
    if (earlier !== undefined) return earlier;
    const reported = new IncomparablePredictionsError(
      `${metric} is reported by the runs, not computed from predictions`,
    );
    if (compute === undefined && record.predictions === null) throw reported;
    const run = await reader.read(record);
    const scores = run.scores?.get(metric);
    if (scores === undefined && compute === undefined) throw reported;
    const row = scores ?? contributionsOf(compute as Computation, reader.labels(), run);
    const contributions = Array.from(row);
    const size = Math.max(largestSize(contributions), Math.abs(value));
    if (Math.abs(mean(contributions) - value) > TOLERANCE * size) {
      throw new IncomparablePredictionsError(
        `the reported ${metric} differs from the one computed from the predictions, so the effect of each example is unknown`,
      );
    }
    arm.known?.set(record.fingerprint, row);
    return row;
  };
}

export function armOf(records: readonly RunRecord[], model: string, metric: string, split: Split): Arm {
  const own = new Map(finishedRuns(records, model).map((record) => [record.seed, record]));
  return {
    values: seedValues(records, model, metric, split),
    record: (seed) => own.get(seed) as RunRecord,
  };
}

function keyOf(variant: string, metric: string): string {
  return JSON.stringify([variant, metric]);
}

export function isExpected(error: unknown): error is Error {
  return error instanceof StatisticsError || isUnusable(error);
}
