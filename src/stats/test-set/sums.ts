/**
 * Metrics that are a function of a few sums over the examples, on weighted examples: `rmse`, `r2` and `ece`.
 *
 * An example adds its term to one of a run's sums: its squared error to the only one, or, for the calibration error, right
 * or wrong less the probability claimed to that of its bin. For R² the spread of the labels comes in as well.
 */
import type { WeightedMetric } from './weighted.ts';

export interface SummedRuns {
  /** One row a run. */
  readonly terms: readonly Float64Array[];
  /** Which sum each term belongs to, one row a run; null where there is only one. */
  readonly bins: readonly Uint8Array[] | null;
  /** Labels whose sum of squares around their mean the metric needs; null where it does not. */
  readonly labels: ArrayLike<number> | null;
  /** The metric; NaN where it is not defined. */
  finish(sums: Float64Array, examples: number, spread: number): number;
}

/** A spread below this share of the sum of squares is rounding: the labels do not vary. */
const ROUNDING = 1e-12;

/** @example sumTerms({ terms: [squaredErrors], bins: null, labels: null, finish: ([sum], n) => Math.sqrt(sum / n) }) */
export function sumTerms({ terms, bins, labels, finish }: SummedRuns): WeightedMetric {
  const examples = terms[0]?.length ?? 0;
  const ones = new Int32Array(examples).fill(1);
  const centred = labels === null ? null : centre(labels);
  const sums = new Float64Array(
    1 + Math.max(0, ...(bins ?? []).map((row) => row.reduce((a, b) => Math.max(a, b), 0))),
  );

  function sum(run: number, weights: Int32Array): void {
    const row = terms[run] as Float64Array;
    const places = bins?.[run];
    sums.fill(0);
    if (places === undefined) {
      let total = 0;
      for (let example = 0; example < examples; example++) {
        total += (weights[example] as number) * (row[example] as number);
      }
      sums[0] = total;
      return;
    }
    for (let example = 0; example < examples; example++) {
      const place = places[example] as number;
      sums[place] = (sums[place] as number) + (weights[example] as number) * (row[example] as number);
    }
  }

  return {
    examples,
    weigh: (weights) => {
      const spread = centred === null ? 0 : spreadOf(centred, weights);
      return (run) => {
        sum(run, weights);
        return finish(sums, examples, spread);
      };
    },
    leaveOneOut: (run) => {
      sum(run, ones);
      const spread = centred === null ? 0 : spreadOf(centred, ones);
      return Float64Array.from(terms[run] as Float64Array, (term, example) => {
        const place = bins?.[run]?.[example] ?? 0;
        const total = sums[place] as number;
        sums[place] = total - term;
        const label = centred?.[example] ?? 0;
        // Around a mean of zero, one value less takes its square and what the mean moves by.
        const lost = (label * label * examples) / (examples - 1);
        const value = finish(sums, examples - 1, lost < spread * (1 - ROUNDING) ? spread - lost : 0);
        sums[place] = total;
        return value;
      });
    },
  };
}

function centre(labels: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(labels);
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return values.map((value) => value - mean);
}

/** Weighted sum of squares around the weighted mean. */
function spreadOf(centred: Float64Array, weights: Int32Array): number {
  let total = 0;
  let sum = 0;
  let squares = 0;
  for (let example = 0; example < centred.length; example++) {
    const weight = weights[example] as number;
    const value = centred[example] as number;
    total += weight;
    sum += weight * value;
    squares += weight * value * value;
  }
  const spread = squares - (sum * sum) / total;
  return spread > ROUNDING * squares ? spread : 0;
}
