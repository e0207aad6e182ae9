/** Metrics from three counts per class. */
import { StatisticsError } from '../error.ts';
import type { Computation } from './metric.ts';

/** By class, over examples with this label, over predictions of it, and over right ones. */
export interface ClassCounts {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly right: Float64Array;
}

/** The metric of counts that sum to `examples` > 0; NaN if not defined. */
export type CountMetric = (counts: ClassCounts, examples: number) => number;

const MAX_CLASSES = 10_000;

export function fromClassCounts(metric: CountMetric): Computation {
  const valueOn = (counts: ClassCounts, examples: number) =>
    examples === 0 ? Number.NaN : metric(counts, examples);
  return {
    needs: 'predictions',
    value: (labels, { predictions }) => valueOn(countAll(labels, predictions), labels.length),
    leaveOneOut: (labels, { predictions }) => {
      const counts = countAll(labels, predictions);
      // Examples with equal label and prediction are alike.
      const known = new Map<number, number>();
      return new Float64Array(labels.length).map((_, example) => {
        const label = labels[example] as number;
        const prediction = predictions[example] as number;
        const cell = label * counts.actual.length + prediction;
        const found = known.get(cell);
        if (found !== undefined) return found;
        count(counts, label, prediction, -1);
        const value = valueOn(counts, labels.length - 1);
        count(counts, label, prediction, 1);
        known.set(cell, value);
        return value;
      });
    },
  };
}

function countAll(labels: ArrayLike<number>, predictions: ArrayLike<number>): ClassCounts {
  const classes = Math.max(largestClass(labels), largestClass(predictions)) + 1;
  const counts = {
    actual: new Float64Array(classes),
    predicted: new Float64Array(classes),
    right: new Float64Array(classes),
  };
  for (let example = 0; example < labels.length; example++) {
    count(counts, labels[example] as number, predictions[example] as number, 1);
  }
  return counts;
}

function count(
  { actual, predicted, right }: ClassCounts,
  label: number,
  prediction: number,
  by: 1 | -1,
): void {
  actual[label] = (actual[label] as number) + by;
  predicted[prediction] = (predicted[prediction] as number) + by;
  if (label === prediction) right[label] = (right[label] as number) + by;
}

function largestClass(values: ArrayLike<number>): number {
  let largest = 0;
  for (let example = 0; example < values.length; example++) {
    const value = values[example] as number;
    if (!(Number.isInteger(value) && value >= 0 && value < MAX_CLASSES)) {
      throw new StatisticsError(
        `counts by class require classes from 0 to ${MAX_CLASSES - 1}: example ${example + 1} has ${value}`,
      );
    }
    largest = Math.max(largest, value);
  }
  return largest;
}
