/**
 * Predictions by example -> what a test over seeds and examples works with, for every variant and metric: each seed pair is a row of what
 * each example contributes to the difference of the metric.
 *
 * A run is read once, whatever looks, variants and metrics ask for it, and its rows are added to what is kept: a few numbers an
 * example, however many runs there are.
 */
import type { VERDICTS_FOR } from '../../config/schema/schema.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { sumByCluster } from '../../stats/crossed/clusters.ts';
import { contributionsOf, subtractRows } from '../../stats/crossed/contributions.ts';
import type { CrossedTable } from '../../stats/crossed/layout.ts';
import { unpairedEstimate } from '../../stats/crossed/unpaired.ts';
import { mean } from '../../stats/describe.ts';
import { StatisticsError } from '../../stats/error.ts';
import type { Computation } from '../../stats/metrics/metric.ts';
import { metricNamed } from '../../stats/metrics/registry.ts';
import type { ComparedExamples, CrossedSample, ExamplesOf } from '../compare/compared-examples.ts';
import { decidingSplit, finishedRuns, pairBySeed, type SeedValue, seedValues } from '../compare/samples.ts';
import { createGradedReader, type NamedMetric } from './graded-reader.ts';
import { clustersOf, newTable, PairTable } from './pair-table.ts';
import { swapIfRare } from './rare-classes.ts';
import { IncomparablePredictionsError, isUnusable, type SplitReader } from './run-predictions.ts';

/** Predictions and record are of one run: they differ by rounding or not at all. */
const TOLERANCE = 1e-6;

interface RowsRequest {
  readonly baseline?: string;
  readonly variants: readonly string[];
  readonly metrics: readonly NamedMetric[];
  /** `new-examples`: no comparison without; `this-test-set`: none with them; without: with them where they are there. */
  readonly verdictFor?: (typeof VERDICTS_FOR)[number] | undefined;
  /** One reader a split, so that a run is read once for all who ask. */
  readonly readerOf: (split: Split) => SplitReader;
  /** How a metric is computed. Without: as the registry has it. */
  readonly computationOf?: (metric: string) => Computation | undefined;
}

export interface CrossedRows {
  /** Reads what is new in the records; to be asked before each look. Records that were there before stay the same. */
  read(records: readonly RunRecord[]): Promise<ExamplesOf>;
}

/** @returns of the records' predictions, or for each comparison the reason why it is compared without */
export function createCrossedRows({
  baseline = 'baseline',
  variants,
  metrics,
  verdictFor,
  readerOf,
  computationOf = (metric) => metricNamed(metric)?.compute,
}: RowsRequest): CrossedRows {
  const comparisons = metrics.flatMap(({ name }) => {
    const compute = computationOf(name);
    return variants.map((variant) => ({ metric: name, variant, compute, table: new PairTable() }));
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
      // What its runs contribute is asked for by every variant.
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
            sampleOf(name, table, ofBaseline, arm(variant), reader, contributions),
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

interface Arm {
  readonly values: readonly SeedValue[];
  readonly record: (seed: number) => RunRecord;
  /** What its runs contribute, by fingerprint, where that is asked for again. */
  readonly known?: Map<string, ArrayLike<number>>;
}

type Contributor = (arm: Arm, { seed, value }: SeedValue) => Promise<ArrayLike<number>>;

/** For the words of a verdict; null where the first run that finished does not tell. */
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

async function sampleOf(
  metric: string,
  table: PairTable,
  baseline: Arm,
  candidate: Arm,
  reader: SplitReader,
  contributions: Contributor,
): Promise<CrossedSample> {
  const pairs = pairBySeed(baseline.values, candidate.values);
  if (pairs.length === 0) return unpairedSample(baseline, candidate, reader, contributions);
  table.startFrom(pairs.map(({ seed }) => seed));
  for (const pair of pairs.slice(table.rows)) {
    const { seed } = pair;
    const before = await contributions(baseline, { seed, value: pair.baseline });
    const after = await contributions(candidate, { seed, value: pair.candidate });
    table.add(seed, subtractRows(after, before), clustersOf(reader));
  }
  const clusters = clustersOf(reader);
  return {
    estimate: table.estimate(),
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

/** Arms that share no seed. They are read anew at each look: this is for results that exist, which are looked at once. */
async function unpairedSample(
  baseline: Arm,
  candidate: Arm,
  reader: SplitReader,
  contributions: Contributor,
): Promise<CrossedSample> {
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
    estimate: unpairedEstimate(before, after),
    clusters: clustersOf(reader)?.count ?? null,
    midPValue: null,
    swap: null,
  };
}

/** @throws IncomparablePredictionsError, StatisticsError and what reading throws, all of them to be shown */
function contributor(metric: string, compute: Computation | undefined, reader: SplitReader): Contributor {
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
    if (Math.abs(mean(Array.from(row)) - value) > TOLERANCE * Math.max(1, Math.abs(value))) {
      throw new IncomparablePredictionsError(
        `the reported ${metric} differs from the one computed from the predictions, so the effect of each example is unknown`,
      );
    }
    arm.known?.set(record.fingerprint, row);
    return row;
  };
}

function armOf(records: readonly RunRecord[], model: string, metric: string, split: Split): Arm {
  const own = new Map(finishedRuns(records, model).map((record) => [record.seed, record]));
  return {
    values: seedValues(records, model, metric, split),
    record: (seed) => own.get(seed) as RunRecord,
  };
}

function keyOf(variant: string, metric: string): string {
  return JSON.stringify([variant, metric]);
}

function isExpected(error: unknown): error is Error {
  return error instanceof StatisticsError || isUnusable(error);
}
