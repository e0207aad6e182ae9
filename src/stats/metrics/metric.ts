/** A metric's complete definition, from which config, report and docs are made. */
import type { RunPredictions } from './predictions.ts';

export const DIRECTIONS = ['maximize', 'minimize'] as const;
export const UNITS = ['percent', 'none'] as const;

export interface Metric {
  /** Name in configs, logs and records. */
  readonly name: string;
  /** Name within a sentence. */
  readonly title: string;
  readonly direction: (typeof DIRECTIONS)[number];
  /** Printed unit; values are always logged as shares. */
  readonly unit: (typeof UNITS)[number];
  /** Largest value: 1 for a share, which may also be logged as 0–100; null if unbounded. */
  readonly maximum: 1 | null;
  /** Absent if unbounded. */
  readonly minimum?: 0 | 1;
  /** Null if the name does not tell. */
  readonly task: 'classification' | 'regression' | null;
  /** Absent if only runs can report the metric. */
  readonly compute?: Computation;
}

/** A metric over weighted examples: weights of one give a run's value, draw counts a resample. */
export interface Computation {
  readonly needs: 'predictions' | 'probabilities' | 'probabilities of two classes';
  /** @param runs all on the examples of these labels, in order */
  prepare(labels: ArrayLike<number>, runs: readonly RunPredictions[]): WeightedRuns;
  /** Contributions of examples, for a metric that is their mean. */
  readonly contributions?: (labels: ArrayLike<number>, run: RunPredictions) => ArrayLike<number>;
}

export interface WeightedRuns {
  /**
   * @param weights one integer per example
   * @returns a run's weighted metric, NaN if not defined; valid until the next call
   */
  weigh(weights: Int32Array): (run: number) => number;
  /** A run's metric without each example; NaN if not defined. */
  leaveOneOut(run: number): Float64Array;
}
