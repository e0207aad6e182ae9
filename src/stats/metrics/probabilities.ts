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
import { StatisticsError } from '../error.ts';
import { midranks } from '../ranks.ts';

const BINS = 15;
const CLIP = Number.EPSILON;

export function probabilityMetrics(
  labels: ArrayLike<number>,
  probabilities: ReadonlyArray<ArrayLike<number>>,
  classes: number,
): Record<string, number> {
  if (probabilities.length !== labels.length) {
    throw new StatisticsError(
      `classificationMetrics requires one row of probabilities a label: ${probabilities.length} rows, ${labels.length} labels`,
    );
  }
  const rows = probabilities.map((row, index) => toRow(row, index, classes));
  const auroc =
    classes === 2
      ? areaUnderCurve(
          labels,
          rows.map((row) => row[1] as number),
        )
      : undefined;
  return {
    log_loss: logLoss(labels, rows),
    ece: expectedCalibrationError(labels, rows),
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

function logLoss(labels: ArrayLike<number>, rows: ReadonlyArray<ArrayLike<number>>): number {
  let sum = 0;
  rows.forEach((row, index) => {
    const probability = row[labels[index] as number] as number;
    sum -= Math.log(Math.min(Math.max(probability, CLIP), 1 - CLIP));
  });
  return sum / rows.length;
}

function expectedCalibrationError(labels: ArrayLike<number>, rows: ReadonlyArray<ArrayLike<number>>): number {
  // Share right minus mean probability, times the bin's size, is the sum of (right − probability) over the bin.
  const excess = new Float64Array(BINS);
  rows.forEach((row, index) => {
    let top = 0;
    for (let label = 1; label < row.length; label++) {
      if ((row[label] as number) > (row[top] as number)) top = label;
    }
    const probability = row[top] as number;
    const bin = Math.min(Math.max(Math.ceil(probability * BINS) - 1, 0), BINS - 1);
    excess[bin] = (excess[bin] as number) + (labels[index] === top ? 1 : 0) - probability;
  });
  return excess.reduce((sum, value) => sum + Math.abs(value), 0) / rows.length;
}

function areaUnderCurve(labels: ArrayLike<number>, scores: readonly number[]): number | undefined {
  const ranks = midranks(scores);
  let positives = 0;
  let rankSum = 0;
  ranks.forEach((rank, index) => {
    if (labels[index] === 1) {
      positives++;
      rankSum += rank;
    }
  });
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
