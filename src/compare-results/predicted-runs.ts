/** Turns files of predictions into one run for each model and seed. */
import { createCrossedRows } from '../analysis/examples/crossed-rows.ts';
import {
  createReader,
  IncomparablePredictionsError,
  type SplitReader,
} from '../analysis/examples/run-predictions.ts';
import type { FixedBaseline, Metric } from '../config/file/normalise.ts';
import { knownMetric } from '../config/known-metrics.ts';
import { UserError } from '../config/user-error.ts';
import { type CaseTable, MEASURED } from '../records/evaluations/evaluation.ts';
import { scorePredictions } from '../records/metrics/score.ts';
import type { PredictionTable, SplitPredictions } from '../records/readers/predictions/prediction-table.ts';
import { UnreadableRunError } from '../records/readers/unreadable-run-error.ts';
import { type MetricValues, type RunRecord, SPLITS, type Split } from '../records/record.ts';
import type { PredictedModels } from '../records/results/read-predicted.ts';
import type { ResultRow } from '../records/results/result-row.ts';
import { toRecord } from '../records/results/tables/run-rows.ts';
import { mean } from '../stats/describe.ts';
import { meanOf } from '../stats/metrics/mean.ts';
import type { Computation } from '../stats/metrics/metric.ts';
import { metricNamed } from '../stats/metrics/registry.ts';
import type { MetricOptions } from './choose-metrics.ts';
import type { ChosenModels } from './choose-models.ts';
import type { Pairings } from './choose-pairing.ts';
import type { PredictedExamples } from './rows-of-records.ts';

/** The metric of graded answers: their mean score. */
const SCORE = 'score';
const MEAN_SCORE = meanOf('predictions', (_labels, { predictions }) => predictions);
/** Of a file without seeds. */
const SEED = 1;

export interface PredictedRuns {
  readonly rows: readonly ResultRow[];
  /** Each model is one trained model, and the verdict is about these. */
  readonly areSingle: boolean;
  /** Null unless the runs are repeats of an evaluation. */
  readonly cases: CaseTable | null;
  readonly notes: readonly string[];
  /** Options of the call, completed with a metric and a direction. */
  readonly options: MetricOptions;
  /** Reading them throws a UserError if the models can't be compared by example. */
  examplesOf(
    models: ChosenModels & Partial<Pick<Pairings, 'unpaired'>>,
    metrics: readonly Metric[],
    fixed?: FixedBaseline,
  ): PredictedExamples;
}

export function predictedRuns(models: PredictedModels, call: MetricOptions): PredictedRuns {
  const { runs, areScored } = models;
  const named = [...call.metrics, ...call.secondary];
  // If one file holds values instead of classes, all do, even whole numbers.
  const areValues =
    named.length === 0 &&
    !areScored &&
    runs.some(({ file, table }) => valuesOf(file, table, []).test?.accuracy === undefined);
  const declared = areValues ? ['rmse'] : named;
  const rows = runs.map(({ model, seed, file, table }, index): ResultRow => {
    const metrics = areScored ? scoresOf(table) : valuesOf(file, table, declared);
    const told = {
      model,
      seed: seed ?? SEED,
      status: 'ok',
      failure: null,
      environment: {},
      metrics,
    } as const;
    const record = toRecord(told, index.toString(16).padStart(64, '0'));
    return { file, line: null, hasSeed: true, gaps: {}, record };
  });
  const byFingerprint = new Map(rows.map(({ record }, index) => [record.fingerprint, runs[index]]));
  const nameOf = ({ fingerprint, model, seed }: RunRecord) => {
    const run = byFingerprint.get(fingerprint);
    if (run === undefined) return model;
    return run.seed === null ? run.file : `${run.file} (${model}, seed ${seed})`;
  };
  const createSplitReader = (split: Split) =>
    createReader(nameOf, async (record) =>
      requireSplit(byFingerprint.get(record.fingerprint)?.table, split, nameOf(record)),
    );

  return {
    rows,
    areSingle: runs.every(({ seed }) => seed === null),
    options:
      models.cases !== undefined
        ? withScorers(call, rows, models.cases)
        : withDefaults(call, rows, areScored),
    notes: models.notes ?? [],
    cases: models.cases ?? null,
    examplesOf({ baseline, variants, unpaired }, metrics, fixed) {
      const readers = new Map(SPLITS.map((split) => [split, createSplitReader(split)]));
      const readerOf = (split: Split) => readers.get(split) as SplitReader;
      const rows = createCrossedRows({
        baseline,
        variants,
        metrics,
        verdictFor: 'new-examples',
        readerOf,
        fixed,
        unit: models.cases === undefined ? undefined : 'repeat',
        unpaired,
        computationOf: (metric): Computation | undefined =>
          areScored && (models.cases !== undefined || metric === SCORE)
            ? MEAN_SCORE
            : metricNamed(metric)?.compute,
      });
      async function read(records: readonly RunRecord[]) {
        const examples = await rows.read(records);
        for (const variant of variants) {
          for (const { name } of metrics) {
            const { reason } = examples(variant, name);
            if (reason !== null) throw new UserError(reason);
          }
        }
        return examples;
      }
      return { rows: { read }, readerOf, classNames: runs[0]?.table.classNames ?? undefined };
    },
  };
}

function withDefaults(call: MetricOptions, rows: readonly ResultRow[], areScored: boolean): MetricOptions {
  const has = (metric: string) => rows.some(({ record }) => hasMetric(record, metric));
  const metric = areScored ? SCORE : has('accuracy') ? 'accuracy' : 'rmse';
  const metrics = call.metrics.length > 0 ? call.metrics : [metric];
  const isSaid = call.directions.some(({ metric: of }) => of === null || of === SCORE);
  return {
    ...call,
    metrics,
    directions:
      areScored && !isSaid ? [...call.directions, { metric: SCORE, value: 'maximize' }] : call.directions,
  };
}

/** Scorers of an evaluation: higher is better, but for cost, latency, and what the log says. */
function withScorers(
  call: MetricOptions,
  rows: readonly ResultRow[],
  { lowerIsBetter }: Pick<CaseTable, 'lowerIsBetter'>,
): MetricOptions {
  const isDecided = call.metrics.length > 0 || !rows.some(({ record }) => hasMetric(record, SCORE));
  const metrics = isDecided ? call.metrics : [SCORE];
  const isSaid = (name: string) => call.directions.some(({ metric }) => metric === null || metric === name);
  const named = [...metrics, ...call.secondary].filter((name) => !isSaid(name) && knownMetric(name) === null);
  const directions = [
    ...call.directions,
    ...named.map((metric) => {
      const isLower = MEASURED.has(metric) || lowerIsBetter?.has(metric) === true;
      return { metric, value: isLower ? 'minimize' : 'maximize' } as const;
    }),
  ];
  if (metrics.length > 0) return { ...call, metrics, directions };
  // The only scorer, or the one that the call is asked for.
  const others = rows.flatMap(({ record }) => Object.keys(record.metrics.test ?? {}));
  const lower = others.filter((name) => lowerIsBetter?.has(name));
  const mayBeLower = lower.length > 0 || others.some((name) => knownMetric(name)?.direction === 'minimize');
  const stated = [...new Set(lower)].map((metric) => ({ metric, value: 'minimize' }) as const);
  return {
    ...call,
    directions: [...directions, ...(mayBeLower ? stated : [{ metric: null, value: 'maximize' } as const])],
  };
}

function hasMetric({ metrics }: RunRecord, name: string): boolean {
  return Object.values(metrics).some((values) => Object.hasOwn(values, name));
}

function scoresOf({ splits }: PredictionTable): RunRecord['metrics'] {
  return Object.fromEntries(
    [...splits].map(([split, { predictions, scores }]) => [
      split,
      scores.size === 0
        ? { [SCORE]: mean(Array.from(predictions)) }
        : Object.fromEntries(
            [...scores].map(([name, values]) => [name, mean(Array.from(values).filter(Number.isFinite))]),
          ),
    ]),
  );
}

function valuesOf(file: string, table: PredictionTable, declared: readonly string[]): RunRecord['metrics'] {
  try {
    return Object.fromEntries<MetricValues>(scorePredictions(table, declared).metrics);
  } catch (error) {
    if (error instanceof UnreadableRunError)
      throw new UserError(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

function requireSplit(table: PredictionTable | undefined, split: Split, file: string): SplitPredictions {
  const columns = table?.splits.get(split);
  if (columns !== undefined) return columns;
  throw new IncomparablePredictionsError(`${file} has no predictions for the ${split} split`);
}
