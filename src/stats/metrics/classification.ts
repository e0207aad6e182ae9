/**
 * Metrics of a classifier from its predictions on labelled examples, under scikit-learn's conventions.
 *
 * `accuracy`           share of right predictions; equal to micro-F1 when every example has one class
 * `macro_f1`           mean of the classes' F1, each class counting the same: shows what accuracy hides when classes are rare
 * `weighted_f1`        the same weighted by the number of examples of each class
 * `balanced_accuracy`  mean of the classes' recall
 * `mcc`                Matthews' correlation (for several classes Gorodkin's R_K): 0 for guessing, 1 for perfect
 *
 * F1 is averaged over the classes that occur among labels or predictions; a class without true positives has F1 0
 * (scikit-learn's `zero_division=0`). Balanced accuracy averages over the classes among the labels. MCC is 0 where its
 * denominator is. From probabilities come `log_loss`, `ece` and `auroc`: see probabilities.ts.
 *
 * What is not defined is left out rather than given as NaN: everything without examples, `auroc` with a single class.
 */
import { StatisticsError } from '../error.ts';
import { type ProbabilityRows, probabilityMetrics } from './probabilities.ts';

export interface Classification {
  /** Class indices from 0. */
  readonly labels: ArrayLike<number>;
  /** Class indices from 0. */
  readonly predictions: ArrayLike<number>;
  /** A row an example: one probability a class, or P(class 1) alone for two classes. */
  readonly probabilities?: ProbabilityRows | undefined;
  /** Number of classes. */
  readonly classes: number;
}

/**
 * @returns metric name -> value
 * @throws StatisticsError for lengths that do not match, class indices out of range, and rows of the wrong width
 * @example classificationMetrics({ labels: [0, 1, 1], predictions: [0, 1, 0], classes: 2 }).accuracy // 0.6666666666666666
 */
export function classificationMetrics(input: Classification): Record<string, number> {
  const { labels, predictions, probabilities, classes } = input;
  if (!(Number.isInteger(classes) && classes >= 1)) {
    throw new StatisticsError(`classificationMetrics requires at least one class, but classes is ${classes}`);
  }
  if (predictions.length !== labels.length) {
    throw new StatisticsError(
      `classificationMetrics requires one prediction a label: ${predictions.length} predictions, ${labels.length} labels`,
    );
  }
  requireClasses('label', labels, classes);
  requireClasses('prediction', predictions, classes);
  if (labels.length === 0) return {};
  return {
    ...confusionMetrics(labels, predictions, classes),
    ...(probabilities === undefined ? {} : probabilityMetrics(labels, probabilities, classes)),
  };
}

/** All metrics that need only three counts a class: examples, predictions, and both at once. */
function confusionMetrics(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): Record<string, number> {
  const n = labels.length;
  const actual = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  const right = new Float64Array(classes);
  for (let index = 0; index < n; index++) {
    const label = labels[index] as number;
    const prediction = predictions[index] as number;
    actual[label] = (actual[label] as number) + 1;
    predicted[prediction] = (predicted[prediction] as number) + 1;
    if (label === prediction) right[label] = (right[label] as number) + 1;
  }
  let hits = 0;
  let present = 0;
  let labelled = 0;
  let f1Sum = 0;
  let weightedF1Sum = 0;
  let recallSum = 0;
  let expectedHits = 0;
  let actualSquares = 0;
  let predictedSquares = 0;
  for (let label = 0; label < classes; label++) {
    const a = actual[label] as number;
    const p = predicted[label] as number;
    const r = right[label] as number;
    hits += r;
    expectedHits += a * p;
    actualSquares += a * a;
    predictedSquares += p * p;
    if (a + p === 0) continue;
    present++;
    const f1 = (2 * r) / (a + p);
    f1Sum += f1;
    weightedF1Sum += f1 * a;
    if (a > 0) {
      labelled++;
      recallSum += r / a;
    }
  }
  const spread = Math.sqrt(n * n - actualSquares) * Math.sqrt(n * n - predictedSquares);
  return {
    accuracy: hits / n,
    macro_f1: f1Sum / present,
    micro_f1: hits / n,
    weighted_f1: weightedF1Sum / n,
    balanced_accuracy: recallSum / labelled,
    mcc: spread > 0 ? (hits * n - expectedHits) / spread : 0,
  };
}

function requireClasses(kind: string, values: ArrayLike<number>, classes: number): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (!(Number.isInteger(value) && (value as number) >= 0 && (value as number) < classes)) {
      throw new StatisticsError(
        `classificationMetrics requires class indices from 0 to ${classes - 1}: ${kind} ${index + 1} is ${value}`,
      );
    }
  }
}
