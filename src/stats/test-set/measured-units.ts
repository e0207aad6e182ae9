/**
 * What the multi-bootstrap resamples: units that were all measured on the same examples.
 *
 * A unit is what repeats when the training is repeated. With paired seeds it is a seed pair, and its value the difference of
 * the metric between its two runs. Without pairs it is a run of either arm, the baseline's first.
 */
import { StatisticsError } from '../error.ts';
import type { Random } from '../random.ts';

/** `seed`: run s of the baseline and run s of the candidate have the same seed. `none`: the arms share no seeds. */
export type Pairing = 'seed' | 'none';

/**
 * Draws as many examples as there are anew, with replacement and the same for all units.
 *
 * @returns Σ weight × value over the units on those examples; NaN where the metric is not defined on them
 */
export type Redraw = (weights: Int32Array) => number;

export interface MeasuredUnits {
  readonly pairing: Pairing;
  /** How many units there are of each kind: `[pairs]`, or `[runs of the baseline, runs of the candidate]`. */
  readonly sizes: readonly number[];
  readonly examples: number;
  /** One value a unit, on the examples as they are. */
  readonly values: Float64Array;
  createRedraw(random: Random): Redraw;
  /**
   * A unit's value shared out over the examples: numbers whose mean is the value. Exact for a metric that is a mean; jackknife
   * pseudo-values, whose mean is the value but for its bias, for others.
   */
  contributions(unit: number): Float64Array;
}

/** One row a run, one column an example; a column is the same example in all rows. */
export interface ArmRows {
  readonly baseline: ReadonlyArray<ArrayLike<number>>;
  readonly candidate: ReadonlyArray<ArrayLike<number>>;
  readonly pairing: Pairing;
}

/** @throws StatisticsError unless both arms have runs, as many where they are paired, and all rows the same examples */
export function unitSizes(statistic: string, { baseline, candidate, pairing }: ArmRows): number[] {
  if (baseline.length === 0 || candidate.length === 0) {
    throw new StatisticsError(`${statistic} requires at least one run an arm`);
  }
  if (pairing === 'seed' && baseline.length !== candidate.length) {
    throw new StatisticsError(
      `${statistic} requires as many runs in both arms when they are paired: baseline has ${baseline.length}, candidate ${candidate.length}`,
    );
  }
  const examples = baseline[0]?.length ?? 0;
  if (examples === 0) throw new StatisticsError(`${statistic} requires at least one example`);
  for (const row of [...baseline, ...candidate]) {
    if (row.length === examples) continue;
    throw new StatisticsError(
      `${statistic} requires all runs to have the same examples: one has ${examples}, another ${row.length}`,
    );
  }
  return pairing === 'seed' ? [candidate.length] : [baseline.length, candidate.length];
}

/**
 * The smallest number that every kind's size divides. When the weights of each kind sum to it, an equal share of each unit is
 * a whole number, and sums of whole contributions are exact.
 */
export function commonWeight(sizes: readonly number[]): number {
  return sizes.reduce((a, b) => {
    let [larger, smaller] = [a, b];
    while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
    return (a / larger) * b;
  });
}
