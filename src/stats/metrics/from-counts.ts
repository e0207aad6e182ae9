/**
 * Classification metrics from three counts a class, for callers that weigh examples or leave them out.
 *
 * They are those of `classification.ts`, under the same conventions, but each for itself: where a metric is computed a million
 * times, the others need not be.
 */
interface ClassCounts {
  /** How many examples have the class as their label. */
  readonly actual: ArrayLike<number>;
  /** How many are predicted to have it. */
  readonly predicted: ArrayLike<number>;
  /** How many both. */
  readonly right: ArrayLike<number>;
}

type CountMetric = (counts: ClassCounts, examples: number) => number;

export const COUNT_METRICS = {
  macro_f1: ({ actual, predicted, right }) => {
    let sum = 0;
    let present = 0;
    for (let label = 0; label < actual.length; label++) {
      const both = (actual[label] as number) + (predicted[label] as number);
      if (both === 0) continue;
      present++;
      sum += (2 * (right[label] as number)) / both;
    }
    return sum / present;
  },
  weighted_f1: ({ actual, predicted, right }, examples) => {
    let sum = 0;
    for (let label = 0; label < actual.length; label++) {
      const labelled = actual[label] as number;
      if (labelled > 0) {
        sum += (2 * (right[label] as number) * labelled) / (labelled + (predicted[label] as number));
      }
    }
    return sum / examples;
  },
  balanced_accuracy: ({ actual, right }) => {
    let sum = 0;
    let labels = 0;
    for (let label = 0; label < actual.length; label++) {
      const labelled = actual[label] as number;
      if (labelled === 0) continue;
      labels++;
      sum += (right[label] as number) / labelled;
    }
    return sum / labels;
  },
  mcc: ({ actual, predicted, right }, examples) => {
    let hits = 0;
    let expected = 0;
    let actualSquares = 0;
    let predictedSquares = 0;
    for (let label = 0; label < actual.length; label++) {
      const a = actual[label] as number;
      const p = predicted[label] as number;
      hits += right[label] as number;
      expected += a * p;
      actualSquares += a * a;
      predictedSquares += p * p;
    }
    const total = examples * examples;
    const spread = Math.sqrt(total - actualSquares) * Math.sqrt(total - predictedSquares);
    return spread > 0 ? (hits * examples - expected) / spread : 0;
  },
} as const satisfies Record<string, CountMetric>;

export type CountMetricName = keyof typeof COUNT_METRICS;
