/**
 * Predictions -> a metric's units, for every metric that is computed from predictions.
 *
 * The definitions are those of `metrics/`, which the tests hold them to: on examples of weight one, the values are the same.
 */
import { StatisticsError } from '../error.ts';
import { COUNT_METRICS, type CountMetricName } from '../metrics/from-counts.ts';
import { rankScores } from './auroc.ts';
import { countClasses } from './class-counts.ts';
import { measureMeans } from './means.ts';
import { type MeasuredUnits, type Pairing, unitSizes } from './measured-units.ts';
import type { ClassProbabilities, RunPredictions } from './predictions.ts';
import { sumTerms } from './sums.ts';
import { measureWeighted, type WeightedMetric } from './weighted.ts';

const CALIBRATION_BINS = 15;
const MAX_CLASSES = 10_000;

const OTHERS = ['accuracy', 'micro_f1', 'log_loss', 'mae', 'rmse', 'r2', 'ece', 'auroc'];

/** Whether the metric is one that `measure` computes. A run's own loss, say, cannot be had from its predictions. */
export function isMeasurable(metric: string): boolean {
  return OTHERS.includes(metric) || isCountMetric(metric);
}

export interface PredictedArms {
  readonly labels: ArrayLike<number>;
  readonly baseline: readonly RunPredictions[];
  readonly candidate: readonly RunPredictions[];
  readonly pairing: Pairing;
}

/**
 * @throws StatisticsError for a metric that predictions do not give, probabilities that are missing, labels that are no classes,
 *   and a metric that is not defined on these examples
 * @example multiBootstrap(measure('macro_f1', { labels, baseline, candidate, pairing: 'seed' }), { random })
 */
export function measure(metric: string, arms: PredictedArms): MeasuredUnits {
  const { labels, baseline, candidate, pairing } = arms;
  const sizes = unitSizes('measure', {
    baseline: baseline.map((run) => run.predictions),
    candidate: candidate.map((run) => run.predictions),
    pairing,
  });
  const runs = [...baseline, ...candidate];
  const mean = (ofExample: (run: RunPredictions) => ArrayLike<number>) =>
    measureMeans({ baseline: baseline.map(ofExample), candidate: candidate.map(ofExample), pairing });
  const weighted = (weightedMetric: WeightedMetric) => measureWeighted(weightedMetric, sizes, pairing);
  const errors = (power: (error: number) => number) => (run: RunPredictions) =>
    Float64Array.from(labels, (label, example) => power((run.predictions[example] as number) - label));
  switch (metric) {
    case 'accuracy':
    case 'micro_f1':
      return mean((run) =>
        Uint8Array.from(labels, (label, example) => Number(run.predictions[example] === label)),
      );
    case 'mae':
      return mean(errors(Math.abs));
    case 'log_loss':
      return mean((run) => probabilitiesOf(metric, run).ofLabel.map(logLoss));
    case 'rmse':
    case 'r2':
      return weighted(
        sumTerms({
          terms: runs.map(errors((error) => error * error)),
          bins: null,
          labels: metric === 'r2' ? labels : null,
          finish: metric === 'r2' ? finishR2 : finishRmse,
        }),
      );
    case 'ece':
      return weighted(
        calibrationError(
          labels,
          runs.map((run) => probabilitiesOf(metric, run)),
        ),
      );
    case 'auroc':
      return weighted(
        rankScores({ labels, scores: runs.map((run) => scoresOf(probabilitiesOf(metric, run))) }),
      );
    default:
      if (!isCountMetric(metric)) {
        throw new StatisticsError(`measure requires a metric that predictions give, and "${metric}" is none`);
      }
      return weighted(
        countClasses(metric, {
          labels,
          predictions: runs.map((run) => run.predictions),
          classes: countOfClasses([labels, ...runs.map((run) => run.predictions)]),
        }),
      );
  }
}

function isCountMetric(metric: string): metric is CountMetricName {
  return Object.hasOwn(COUNT_METRICS, metric);
}

/** Clipped as in scikit-learn, so that a certain mistake costs 36 and not infinity. */
function logLoss(probability: number): number {
  return -Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON));
}

function finishRmse(sums: Float64Array, examples: number): number {
  return Math.sqrt((sums[0] as number) / examples);
}

function finishR2(sums: Float64Array, _examples: number, spread: number): number {
  return spread > 0 ? 1 - (sums[0] as number) / spread : Number.NaN;
}

/** Share right minus mean probability, times the bin's size, is the sum of (right − probability) over the bin. */
function calibrationError(labels: ArrayLike<number>, runs: readonly ClassProbabilities[]): WeightedMetric {
  return sumTerms({
    terms: runs.map(({ highest, highestClass }) =>
      highest.map((probability, example) => Number(labels[example] === highestClass[example]) - probability),
    ),
    bins: runs.map(({ highest }) =>
      Uint8Array.from(highest, (probability) =>
        Math.min(Math.max(Math.ceil(probability * CALIBRATION_BINS) - 1, 0), CALIBRATION_BINS - 1),
      ),
    ),
    labels: null,
    finish: (sums, examples) => sums.reduce((total, sum) => total + Math.abs(sum), 0) / examples,
  });
}

function probabilitiesOf(metric: string, { probabilities }: RunPredictions): ClassProbabilities {
  if (probabilities !== null) return probabilities;
  throw new StatisticsError(`measure requires probabilities for ${metric}, and a run gave none`);
}

function scoresOf({ ofClassOne }: ClassProbabilities): Float64Array {
  if (ofClassOne !== null) return ofClassOne;
  throw new StatisticsError('measure requires two classes for auroc, and there are more');
}

function countOfClasses(rows: ReadonlyArray<ArrayLike<number>>): number {
  let largest = 0;
  for (const row of rows) {
    for (let example = 0; example < row.length; example++) {
      const value = row[example] as number;
      if (!(Number.isInteger(value) && value >= 0 && value < MAX_CLASSES)) {
        throw new StatisticsError(
          `measure requires classes from 0 to ${MAX_CLASSES - 1}: example ${example + 1} has ${value}`,
        );
      }
      if (value > largest) largest = value;
    }
  }
  return largest + 1;
}
