import type { Split } from '../../record.ts';
import type { NumberRows } from './number-rows.ts';

/** Predictions of one split in the order of the file. */
export interface SplitPredictions {
  /** The position if the file has no ids. */
  readonly ids: readonly string[];
  /** Group of an example (a patient, a document, a question); null for none. */
  readonly clusters: ReadonlyArray<string | null> | null;
  /** Class indices, or values of a regression. */
  readonly labels: Float64Array;
  readonly predictions: Float64Array;
  /** One row an example, one column a class. */
  readonly probabilities: NumberRows | null;
  /** Slice -> positions in this split. */
  readonly slices: ReadonlyMap<string, readonly number[]>;
  /** Values by feature; NaN if missing. */
  readonly features: ReadonlyMap<string, Float64Array>;
  /** Grades by metric; NaN if not graded. Empty if labels and predictions decide. */
  readonly scores: ReadonlyMap<string, Float64Array>;
  /** Text, or a PNG in base64, that the report shows. */
  readonly shown: ReadonlyArray<string | null> | null;
}

export interface PredictionTable {
  readonly splits: ReadonlyMap<Split, SplitPredictions>;
  /** Null if labels are bare numbers. */
  readonly classes: number | null;
  /** By class index; null for numbered classes and regressions. */
  readonly classNames: readonly string[] | null;
}
