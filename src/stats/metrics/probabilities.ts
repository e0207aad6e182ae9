/**
 * Metrics of predicted probabilities: is the classifier sure where it is right, and unsure where it is wrong?
 *
 * `log_loss`  mean of −ln P(true class). Probabilities are clipped to [2.2e-16, 1 − 2.2e-16] as in scikit-learn, so that one
 *             certain mistake costs 36 and not infinity; rows are taken as they are, not normalised.
 * `ece`       expected calibration error (Guo et al., 2017): examples in 15 bins of equal width by the probability of the
 *             predicted class, mean of |share right − mean probability|, weighted by the size of the bins. A bin holds its
 *             upper edge and not its lower.
 * `auroc`     for two classes: the chance that an example of class 1 gets a higher P(class 1) than one of class 0, ties
 *             one half. Left out when only one class occurs.
 */
import { argMax } from '../arg-max.ts';
import { StatisticsError } from '../error.ts';

const BINS = 15;
const CLIP = Number.EPSILON;

/** A row of probabilities an example. Any array of arrays is one. */
export interface ProbabilityRows {
  readonly length: number;
  at(example: number): ArrayLike<number> | undefined;
}

export function probabilityMetrics(
  labels: ArrayLike<number>,
  probabilities: ProbabilityRows,
  classes: number,
): Record<string, number> {
  if (probabilities.length !== labels.length) {
    throw new StatisticsError(
      `classificationMetrics requires one row of probabilities a label: ${probabilities.length} rows, ${labels.length} labels`,
    );
  }
  // Row by row, and nothing of a row is kept: there may be a million.
  const calibration = new CalibrationBins();
  const scores = classes === 2 ? new Float64Array(labels.length) : null;
  let logLosses = 0;
  for (let example = 0; example < labels.length; example++) {
    const row = toRow(probabilities.at(example) ?? [], example, classes);
    const label = labels[example] as number;
    logLosses -= Math.log(Math.min(Math.max(row[label] as number, CLIP), 1 - CLIP));
    calibration.add(row, label);
    if (scores !== null) scores[example] = row[1] as number;
  }
  const auroc = scores === null ? undefined : areaUnderCurve(labels, scores);
  return {
    log_loss: logLosses / labels.length,
    ece: calibration.error(labels.length),
    ...(auroc === undefined ? {} : { auroc }),
  };
}

/** The row as one probability a class; a single one is P(class 1) of two. Float32 softmax may exceed 1 by a rounding. */
function toRow(row: ArrayLike<number>, index: number, classes: number): ArrayLike<number> {
  const full = row.length === 1 && classes === 2 ? [1 - (row[0] as number), row[0] as number] : row;
  if (full.length !== classes) {
    throw new StatisticsError(
      `classificationMetrics requires ${classes} probabilities an example: row ${index + 1} has ${row.length}`,
    );
  }
  for (let label = 0; label < classes; label++) {
    const probability = full[label] as number;
    if (!(probability >= -1e-6 && probability <= 1 + 1e-6)) {
      throw new StatisticsError(
        `classificationMetrics requires probabilities from 0 to 1: row ${index + 1} holds ${probability}`,
      );
    }
  }
  return full;
}

/** Share right minus mean probability, times the bin's size, is the sum of (right − probability) over the bin. */
class CalibrationBins {
  readonly #excess = new Float64Array(BINS);

  add(row: ArrayLike<number>, label: number): void {
    const top = argMax(row);
    const probability = row[top] as number;
    const bin = Math.min(Math.max(Math.ceil(probability * BINS) - 1, 0), BINS - 1);
    this.#excess[bin] = (this.#excess[bin] as number) + (label === top ? 1 : 0) - probability;
  }

  error(examples: number): number {
    return this.#excess.reduce((sum, value) => sum + Math.abs(value), 0) / examples;
  }
}

/** Of all pairs with one example of each class, the share in which class 1 scores higher. */
function areaUnderCurve(labels: ArrayLike<number>, scores: Float64Array): number | undefined {
  const [positives, negatives] = [1, 0].map((label) => scoresOf(label, labels, scores).sort()) as [
    Float64Array,
    Float64Array,
  ];
  if (positives.length === 0 || negatives.length === 0) return undefined;
  let won = 0;
  let below = 0;
  let notAbove = 0;
  for (const score of positives) {
    while (below < negatives.length && (negatives[below] as number) < score) below++;
    while (notAbove < negatives.length && (negatives[notAbove] as number) <= score) notAbove++;
    won += (below + notAbove) / 2;
  }
  return won / (positives.length * negatives.length);
}

function scoresOf(wanted: number, labels: ArrayLike<number>, scores: Float64Array): Float64Array {
  let count = 0;
  for (let example = 0; example < scores.length; example++) if (labels[example] === wanted) count++;
  const found = new Float64Array(count);
  for (let example = 0, at = 0; at < count; example++) {
    if (labels[example] === wanted) found[at++] = scores[example] as number;
  }
  return found;
}
