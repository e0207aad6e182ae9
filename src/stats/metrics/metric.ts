/** What a metric is. One entry says everything about it: `registry.ts` lists them, and config, report and docs are made from that. */
import type { RunPredictions } from './predictions.ts';

export const DIRECTIONS = ['maximize', 'minimize'] as const;
export const UNITS = ['percent', 'none'] as const;

export interface Metric {
  /** In configs, logs and records. */
  readonly name: string;
  /** Within a sentence. */
  readonly title: string;
  readonly direction: (typeof DIRECTIONS)[number];
  /** How it is printed. Values are logged as shares all the same. */
  readonly unit: (typeof UNITS)[number];
  /** The largest value that it can take: 1 for a share, which may also be logged as 0–100; null where it has no bound. */
  readonly maximum: 1 | null;
  /** The smallest value that it can take, of those that are minimised; left out where it has no bound. */
  readonly minimum?: 0 | 1;
  /** The predictions that it is a metric of; null where its name does not tell. */
  readonly task: 'classification' | 'regression' | null;
  /** Left out where only the runs themselves can report it. */
  readonly compute?: Computation;
}

/**
 * A metric over weighted examples. The value of a run is the metric at weight one for each of them, a resample is the metric at how often
 * each was drawn, and what one example changes is the metric without it.
 */
export interface Computation {
  readonly needs: 'predictions' | 'probabilities' | 'probabilities of two classes';
  /** @param runs all on the examples that have these labels, in the same order */
  prepare(labels: ArrayLike<number>, runs: readonly RunPredictions[]): WeightedRuns;
  /** For a metric that is a mean over the examples: what each of them contributes to a run's. */
  readonly contributions?: (labels: ArrayLike<number>, run: RunPredictions) => ArrayLike<number>;
}

export interface WeightedRuns {
  /**
   * @param weights whole numbers, one an example
   * @returns a run's metric on the examples so weighted, NaN where it is not defined; to be asked before the next call
   */
  weigh(weights: Int32Array): (run: number) => number;
  /** A run's metric without each of the examples in turn; NaN where it is not defined. */
  leaveOneOut(run: number): Float64Array;
}
