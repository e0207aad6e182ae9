import { argMax } from '../arg-max.ts';
import { StatisticsError } from '../error.ts';

export interface RunPredictions {
  /** Class indices, or values of a regression. */
  readonly predictions: ArrayLike<number>;
  readonly probabilities: ClassProbabilities | null;
  /** By metric, NaN if not graded; absent if labels and predictions suffice. */
  readonly scores?: ReadonlyMap<string, ArrayLike<number>>;
}

export interface ClassProbabilities {
  /** P(true class). */
  readonly ofLabel: Float64Array;
  readonly highest: Float64Array;
  /** Most probable class, which may differ from the prediction. */
  readonly highestClass: Int32Array;
  /** P(class 1) of two classes; null with more. */
  readonly ofClassOne: Float64Array | null;
}

export interface ProbabilityRows {
  readonly length: number;
  at(example: number): ArrayLike<number> | undefined;
}

/** Float32 softmax may slightly exceed 1. */
const ROUNDING = 1e-6;

/**
 * Keeps no rows, since there may be a million.
 *
 * @param rows one per example: a probability per class, or P(class 1) alone for two classes
 * @throws StatisticsError for a wrong number or width of rows, and invalid probabilities
 */
export function keepProbabilities(
  labels: ArrayLike<number>,
  rows: ProbabilityRows,
  classes: number,
): ClassProbabilities {
  const examples = labels.length;
  if (rows.length !== examples) {
    throw new StatisticsError(
      `keepProbabilities requires one row of probabilities a label: ${rows.length} rows, ${examples} labels`,
    );
  }
  const ofLabel = new Float64Array(examples);
  const highest = new Float64Array(examples);
  const highestClass = new Int32Array(examples);
  const ofClassOne = classes === 2 ? new Float64Array(examples) : null;
  for (let example = 0; example < examples; example++) {
    const row = toFullRow(rows.at(example) ?? [], example, classes);
    const top = argMax(row);
    ofLabel[example] = row[labels[example] as number] as number;
    highest[example] = row[top] as number;
    highestClass[example] = top;
    if (ofClassOne !== null) ofClassOne[example] = row[1] as number;
  }
  return { ofLabel, highest, highestClass, ofClassOne };
}

function toFullRow(row: ArrayLike<number>, example: number, classes: number): ArrayLike<number> {
  const full = row.length === 1 && classes === 2 ? [1 - (row[0] as number), row[0] as number] : row;
  if (full.length !== classes) {
    throw new StatisticsError(
      `keepProbabilities requires ${classes} probabilities an example: row ${example + 1} has ${row.length}`,
    );
  }
  for (let label = 0; label < classes; label++) {
    const probability = full[label] as number;
    if (!(probability >= -ROUNDING && probability <= 1 + ROUNDING)) {
      throw new StatisticsError(
        `keepProbabilities requires probabilities from 0 to 1: row ${example + 1} holds ${probability}`,
      );
    }
  }
  return full;
}
