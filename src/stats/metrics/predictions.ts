/** What is kept of a run's predictions: a few numbers an example, however many classes there are. */
import { argMax } from '../arg-max.ts';
import { StatisticsError } from '../error.ts';

export interface RunPredictions {
  /** Class indices, or values of a regression. */
  readonly predictions: ArrayLike<number>;
  /** Null where the run gave none. */
  readonly probabilities: ClassProbabilities | null;
  /** Metric -> how good each answer is, NaN where it is not graded by it; left out where labels and predictions tell. */
  readonly scores?: ReadonlyMap<string, ArrayLike<number>>;
}

export interface ClassProbabilities {
  /** P(true class). */
  readonly ofLabel: Float64Array;
  readonly highest: Float64Array;
  /** The class of the highest probability, which need not be the prediction. */
  readonly highestClass: Int32Array;
  /** P(class 1) of two classes; null with more. */
  readonly ofClassOne: Float64Array | null;
}

/** A row of probabilities an example. Any array of arrays is one. */
export interface ProbabilityRows {
  readonly length: number;
  at(example: number): ArrayLike<number> | undefined;
}

/** Float32 softmax may exceed 1 by a rounding. */
const ROUNDING = 1e-6;

/**
 * Row by row, and no row is kept: there may be a million.
 *
 * @param rows one an example, with one probability a class, or P(class 1) alone for two classes
 * @throws StatisticsError for rows of the wrong number or width, and for what is no probability
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
