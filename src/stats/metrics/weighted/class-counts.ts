/**
 * Metrics from three counts per class, on weighted examples. Each example's commonest prediction is counted once for all
 * runs, then corrected for each run.
 */
import { StatisticsError } from '../../error.ts';
import type { Computation, WeightedRuns } from '../metric.ts';

export interface ClassCounts {
  /** Examples with this label, by class. */
  readonly actual: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  readonly right: ArrayLike<number>;
}

/** The metric of counts that sum to `examples` > 0; NaN if not defined. */
export type CountMetric = (counts: ClassCounts, examples: number) => number;

/**
 * A run's differences from the common prediction. Counter k has predictions of class k, counter classes + k right ones; each
 * has a list of examples to add and one to subtract.
 */
interface Deviations {
  readonly examples: Int32Array;
  /** Ends of the lists, two per counter. */
  readonly ends: Int32Array;
}

const MAX_CLASSES = 10_000;

export function fromClassCounts(metric: CountMetric): Computation {
  return {
    needs: 'predictions',
    prepare: (labels, runs) =>
      prepare(
        metric,
        labels,
        runs.map((run) => run.predictions),
      ),
  };
}

function prepare(
  metric: CountMetric,
  labels: ArrayLike<number>,
  predictions: ReadonlyArray<ArrayLike<number>>,
): WeightedRuns {
  const examples = labels.length;
  const classes = countClasses([labels, ...predictions]);
  const usual = findUsual(predictions, examples, classes);
  const deviations = predictions.map((row) => findDeviations(row, usual, labels, classes));
  const actual = new Float64Array(classes);
  const shared = new Float64Array(2 * classes);
  const own = new Float64Array(2 * classes);
  const counts = { actual, predicted: own.subarray(0, classes), right: own.subarray(classes) };
  const valueOn = (total: number) => (total === 0 ? Number.NaN : metric(counts, total));

  function weigh(weights: Int32Array): (run: number) => number {
    actual.fill(0);
    shared.fill(0);
    let total = 0;
    for (let example = 0; example < examples; example++) {
      const weight = weights[example] as number;
      if (weight === 0) continue;
      const label = labels[example] as number;
      const prediction = usual[example] as number;
      total += weight;
      actual[label] = (actual[label] as number) + weight;
      shared[prediction] = (shared[prediction] as number) + weight;
      if (prediction === label) shared[classes + label] = (shared[classes + label] as number) + weight;
    }
    return (run) => {
      own.set(shared);
      correct(own, deviations[run] as Deviations, weights);
      return valueOn(total);
    };
  }

  function leaveOneOut(run: number): Float64Array {
    const row = predictions[run] as ArrayLike<number>;
    weigh(new Int32Array(examples).fill(1))(run);
    // Examples with equal label and prediction are alike.
    const known = new Map<number, number>();
    return new Float64Array(examples).map((_, example) => {
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
    const value = valueOn(examples - 1);
    change(1);
    return value;
  }

  return { weigh, leaveOneOut };
}

function countClasses(rows: ReadonlyArray<ArrayLike<number>>): number {
  let largest = 0;
  for (const row of rows) {
    for (let example = 0; example < row.length; example++) {
      const value = row[example] as number;
      if (!(Number.isInteger(value) && value >= 0 && value < MAX_CLASSES)) {
        throw new StatisticsError(
          `counts by class require classes from 0 to ${MAX_CLASSES - 1}: example ${example + 1} has ${value}`,
        );
      }
      if (value > largest) largest = value;
    }
  }
  return largest + 1;
}

function findUsual(
  rows: ReadonlyArray<ArrayLike<number>>,
  examples: number,
  classes: number,
): ArrayLike<number> {
  const [only, ...others] = rows;
  if (only !== undefined && others.length === 0) return only;
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
  usual: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): Deviations {
  if (row === usual) return { examples: new Int32Array(), ends: new Int32Array(4 * classes) };
  const lists = Array.from({ length: 4 * classes }, (): number[] => []);
  for (let example = 0; example < usual.length; example++) {
    const [own, other, label] = [row[example] as number, usual[example] as number, labels[example] as number];
    if (own === other) continue;
    lists[2 * own]?.push(example);
    lists[2 * other + 1]?.push(example);
    if (own === label) lists[2 * (classes + own)]?.push(example);
    if (other === label) lists[2 * (classes + other) + 1]?.push(example);
  }
  let end = 0;
  const ends = Int32Array.from(lists, (list) => {
    end += list.length;
    return end;
  });
  return { examples: Int32Array.from(lists.flat()), ends };
}

function correct(counters: Float64Array, { examples, ends }: Deviations, weights: Int32Array): void {
  let next = 0;
  for (let list = 0; list < ends.length; list++) {
    const end = ends[list] as number;
    let sum = 0;
    for (; next < end; next++) sum += weights[examples[next] as number] as number;
    const counter = list >> 1;
    counters[counter] = (counters[counter] as number) + (list % 2 === 0 ? sum : -sum);
  }
}
