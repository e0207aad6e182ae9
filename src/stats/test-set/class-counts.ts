/**
 * Metrics from counts by class, on weighted examples.
 *
 * Runs mostly predict the same: the most frequent prediction for each example is counted once for all runs, and a run's
 * own counts are these, corrected at the examples where it predicts something else. For runs that agree on nine of ten
 * examples that is a tenth of the work.
 */
import { COUNT_METRICS, type CountMetricName } from '../metrics/from-counts.ts';
import type { WeightedMetric } from './weighted.ts';

interface Classified {
  /** Class indices from 0, one an example. */
  readonly labels: ArrayLike<number>;
  /** Class indices, one row a run. */
  readonly predictions: ReadonlyArray<ArrayLike<number>>;
  readonly classes: number;
}

/**
 * The examples at which a run differs from the usual prediction, and the counters that this changes. Counters are numbered:
 * predictions of class k are k, right ones classes + k, and the last is for changes that count nowhere.
 */
interface Deviations {
  readonly examples: Int32Array;
  readonly predicted: Int32Array;
  readonly usual: Int32Array;
  readonly right: Int32Array;
  readonly usualRight: Int32Array;
}

/** @example countClasses('macro_f1', { labels: [0, 1, 1], predictions: [[0, 1, 0]], classes: 2 }) */
export function countClasses(
  name: CountMetricName,
  { labels, predictions, classes }: Classified,
): WeightedMetric {
  const metric = COUNT_METRICS[name];
  const examples = labels.length;
  const usual = findUsual(predictions, examples, classes);
  const deviations = predictions.map((row) => findDeviations(row, usual, labels, classes));
  const actual = new Float64Array(classes);
  const shared = new Float64Array(2 * classes + 1);
  const own = new Float64Array(2 * classes + 1);
  const counts = { actual, predicted: own.subarray(0, classes), right: own.subarray(classes, 2 * classes) };

  function weigh(weights: Int32Array): (run: number) => number {
    actual.fill(0);
    shared.fill(0);
    for (let example = 0; example < examples; example++) {
      const weight = weights[example] as number;
      if (weight === 0) continue;
      const label = labels[example] as number;
      const prediction = usual[example] as number;
      actual[label] = (actual[label] as number) + weight;
      shared[prediction] = (shared[prediction] as number) + weight;
      if (prediction === label) shared[classes + label] = (shared[classes + label] as number) + weight;
    }
    return (run) => {
      own.set(shared);
      correct(own, deviations[run] as Deviations, weights);
      return metric(counts, examples);
    };
  }

  function leaveOneOut(run: number): Float64Array {
    const row = predictions[run] as ArrayLike<number>;
    weigh(new Int32Array(examples).fill(1))(run);
    // Examples with the same label and prediction are alike.
    const known = new Map<number, number>();
    return Float64Array.from({ length: examples }, (_, example) => {
      const [label, prediction] = [labels[example] as number, row[example] as number];
      const cell = label * classes + prediction;
      const value = known.get(cell) ?? metricWithout(label, prediction);
      known.set(cell, value);
      return value;
    });
  }

  function metricWithout(label: number, prediction: number): number {
    const change = (by: number) => {
      actual[label] = (actual[label] as number) + by;
      own[prediction] = (own[prediction] as number) + by;
      if (label === prediction) own[classes + label] = (own[classes + label] as number) + by;
    };
    change(-1);
    const value = metric(counts, examples - 1);
    change(1);
    return value;
  }

  return { examples, weigh, leaveOneOut };
}

function findUsual(rows: Classified['predictions'], examples: number, classes: number): Int32Array {
  const votes = new Int32Array(classes);
  return Int32Array.from({ length: examples }, (_, example) => {
    let usual = rows[0]?.[example] as number;
    for (const row of rows) {
      const prediction = row[example] as number;
      votes[prediction] = (votes[prediction] as number) + 1;
      if ((votes[prediction] as number) > (votes[usual] as number)) usual = prediction;
    }
    for (const row of rows) votes[row[example] as number] = 0;
    return usual;
  });
}

function findDeviations(
  row: ArrayLike<number>,
  usual: Int32Array,
  labels: ArrayLike<number>,
  classes: number,
): Deviations {
  const examples = Int32Array.from({ length: usual.length }, (_, example) => example).filter(
    (example) => row[example] !== usual[example],
  );
  const rightCounter = (prediction: number, example: number) =>
    prediction === labels[example] ? classes + prediction : 2 * classes;
  return {
    examples,
    predicted: examples.map((example) => row[example] as number),
    usual: examples.map((example) => usual[example] as number),
    right: examples.map((example) => rightCounter(row[example] as number, example)),
    usualRight: examples.map((example) => rightCounter(usual[example] as number, example)),
  };
}

function correct(counters: Float64Array, deviations: Deviations, weights: Int32Array): void {
  const { examples, predicted, usual, right, usualRight } = deviations;
  for (let index = 0; index < examples.length; index++) {
    const weight = weights[examples[index] as number] as number;
    if (weight === 0) continue;
    const [more, less] = [predicted[index] as number, usual[index] as number];
    const [moreRight, lessRight] = [right[index] as number, usualRight[index] as number];
    counters[more] = (counters[more] as number) + weight;
    counters[less] = (counters[less] as number) - weight;
    counters[moreRight] = (counters[moreRight] as number) + weight;
    counters[lessRight] = (counters[lessRight] as number) - weight;
  }
}
