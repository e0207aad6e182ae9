import type { Split } from '../../record.ts';
import type { NumberRows } from './number-rows.ts';

/** What a model said about the examples of one split, in the order of the file. */
export interface SplitPredictions {
  /** The position in the split where the file names no id. */
  readonly ids: readonly string[];
  /** What an example belongs to (a patient, a document, a question), null for none; null where no row says it. */
  readonly clusters: ReadonlyArray<string | null> | null;
  /** Class indices, or values of a regression. */
  readonly labels: Float64Array;
  readonly predictions: Float64Array;
  /** One row an example, one column a class; null where the file has none. */
  readonly probabilities: NumberRows | null;
  /** Slice -> positions in this split. */
  readonly slices: ReadonlyMap<string, readonly number[]>;
  /** Feature of the inputs -> its value for every example; NaN where the file has none. */
  readonly features: ReadonlyMap<string, Float64Array>;
  /** Metric -> how good each answer is, NaN where it is not graded by it; empty where labels and predictions tell. */
  readonly scores: ReadonlyMap<string, Float64Array>;
  /** What the report shows of an example: text, or a PNG in base64; null where no row gives it. */
  readonly shown: ReadonlyArray<string | null> | null;
}

export interface PredictionTable {
  readonly splits: ReadonlyMap<Split, SplitPredictions>;
  /** Known where there are probabilities or class names; else null, and the labels are bare numbers. */
  readonly classes: number | null;
  /** By class index; null where the file numbers its classes, or holds a regression. */
  readonly classNames: readonly string[] | null;
}
