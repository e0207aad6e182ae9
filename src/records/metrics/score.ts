/** Computes metrics from predictions, by split and by slice of the test split. */
import { mean } from '../../stats/describe.ts';
import { classificationMetrics, regressionMetrics } from '../../stats/metrics/compute.ts';
import type { Metric } from '../../stats/metrics/metric.ts';
import { metricMeant } from '../../stats/metrics/names.ts';
import type { PredictionTable, SplitPredictions } from '../readers/predictions/prediction-table.ts';
import { UnreadableRunError } from '../readers/unreadable-run-error.ts';
import type { MetricValues, RunRecord, Split } from '../record.ts';

type Task = NonNullable<Metric['task']>;

interface Scores {
  readonly metrics: ReadonlyMap<Split, MetricValues>;
  readonly slices: RunRecord['slices'];
}

/** A larger label is a value, not a class index. */
const MAX_CLASS_INDEX = 9_999;

/**
 * @param declaredMetrics tell whether whole numbers are classes or values
 * @example scorePredictions(table, ['macro_f1']).metrics.get('test')?.macro_f1
 */
export function scorePredictions(table: PredictionTable, declaredMetrics: readonly string[]): Scores {
  const task = decideTask(table, declaredMetrics);
  const classes = task === 'classification' ? countClasses(table) : 0;
  const score = (predictions: SplitPredictions) =>
    predictions.scores.size > 0 ? meanScores(predictions) : scoreExamples(predictions, task, classes);
  const metrics = [...table.splits].map(([split, predictions]) => [split, score(predictions)] as const);
  const test = table.splits.get('test');
  const slices = [...(test?.slices ?? [])].map(([name, positions]) => [
    name,
    { examples: positions.length, metrics: test === undefined ? {} : score(pick(test, positions)) },
  ]);
  return { metrics: new Map(metrics), slices: Object.fromEntries(slices) };
}

/**
 * Probabilities, class names and task-specific metrics decide the task. Bare numbers are classes if all of them could
 * be.
 */
function decideTask(table: PredictionTable, declaredMetrics: readonly string[]): Task {
  if (table.classes !== null) return 'classification';
  const asksFor = (task: Task) => declaredMetrics.some((name) => taskOf(name) === task);
  if (asksFor('classification') !== asksFor('regression')) {
    return asksFor('regression') ? 'regression' : 'classification';
  }
  const values = [...table.splits.values()];
  const areClasses = values.every(
    ({ labels, predictions }) => labels.every(isClassIndex) && predictions.every(isClassIndex),
  );
  return areClasses ? 'classification' : 'regression';
}

/** Names of regression metrics: `neg_mean_squared_error`, `rmsle`. */
const OF_VALUES =
  /(squared|absolute|percentage)(_log)?_error$|^(rmsle|msle|mape|smape|medae|explained_variance)$/;

function taskOf(metric: string): Metric['task'] {
  const name = metric.replace(/^(val_|test_)?(neg_)?/, '');
  return metricMeant(name)?.task ?? (OF_VALUES.test(name) ? 'regression' : null);
}

function countClasses(table: PredictionTable): number {
  if (table.classes !== null) return table.classes;
  let largest = 0;
  for (const { labels, predictions } of table.splits.values()) {
    for (const values of [labels, predictions]) {
      const odd = values.find((value) => !isClassIndex(value));
      if (odd !== undefined) {
        throw new UnreadableRunError(
          `predictions: ${odd} is not a class; classes are numbered 0, 1, 2, … (at most ${MAX_CLASS_INDEX}) or named`,
        );
      }
      for (const value of values) largest = Math.max(largest, value);
    }
  }
  return largest + 1;
}

function isClassIndex(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_CLASS_INDEX;
}

/** Drops undefined metrics, such as AUROC with a single class. */
function scoreExamples(predicted: SplitPredictions, task: Task, classes: number): MetricValues {
  const { labels, predictions, probabilities } = predicted;
  const metrics =
    task === 'regression'
      ? regressionMetrics({ labels, predictions })
      : classificationMetrics({ labels, predictions, classes, probabilities: probabilities ?? undefined });
  const finite = Object.entries(metrics).filter(([, value]) => Number.isFinite(value));
  return Object.fromEntries(finite.map(([name, value]) => [name, value === 0 ? 0 : value]));
}

/** Mean over the examples that this metric grades; tasks differ in their metrics. */
function meanScores({ scores }: SplitPredictions): MetricValues {
  const means = [...scores].map(
    ([name, values]) => [name, mean(Array.from(values).filter((value) => !Number.isNaN(value)))] as const,
  );
  return Object.fromEntries(means.filter(([, value]) => Number.isFinite(value)));
}

function pick(predicted: SplitPredictions, positions: readonly number[]): SplitPredictions {
  const { ids, labels, predictions, probabilities } = predicted;
  const at = (values: Float64Array) => Float64Array.from(positions, (position) => values[position] as number);
  return {
    ids: positions.map((position) => ids[position] as string),
    clusters: null,
    labels: at(labels),
    predictions: at(predictions),
    probabilities: probabilities?.pick(positions) ?? null,
    slices: new Map(),
    features: new Map(),
    shown: null,
    scores: new Map([...predicted.scores].map(([name, values]) => [name, at(values)] as const)),
  };
}
