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
  /** Smallest value, as a share where `maximum` is 1. Absent if unbounded. */
  readonly minimum?: -1 | 0 | 1;
  /** Null if the name does not tell. */
  readonly task: 'classification' | 'regression' | null;
  /** Absent if only runs can report the metric. */
  readonly compute?: Computation;
}

/** How a metric follows from predictions; NaN if it is not defined on the examples. */
export interface Computation {
  readonly needs: 'predictions' | 'probabilities' | 'probabilities of two classes';
  value(labels: ArrayLike<number>, run: RunPredictions): number;
  /** The metric without each example in turn. */
  leaveOneOut(labels: ArrayLike<number>, run: RunPredictions): Float64Array;
  /** Contributions of examples, for a metric that is their mean. */
  readonly contributions?: (labels: ArrayLike<number>, run: RunPredictions) => ArrayLike<number>;
}
