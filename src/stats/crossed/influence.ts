/**
 * Contribution of each example to a metric that is not a mean: macro-F1, AUROC, RMSE.
 *
 * Contribution e = metric + (m − 1) × (mean of the metrics without one example − metric without e): the jackknife pseudo-value,
 * shifted so that the mean is the metric. For a mean it is the example's value; for AUROC it is DeLong's placement value up to
 * a factor of 1 + O(1/m).
 *
 * An example without which the metric is not defined (the last of its class) contributes nothing. This understates the spread,
 * but so rare a class can hardly be judged anyway.
 *
 * To first order in 1/m, these values have the metric's spread over new examples. Cost: one pass.
 *
 * Source: J. W. Tukey (1958); B. Efron and C. Stein, "The Jackknife Estimate of Variance", Annals of Statistics 9 (1981); E. R.
 * DeLong, D. M. DeLong and D. L. Clarke-Pearson, Biometrics 44 (1988).
 */
import { ExactSum } from '../numerics/exact-sum.ts';

/**
 * @param metric on all examples
 * @param withoutEach the metric without each example; NaN if not defined
 * @example influenceValues(2, [2.5, 2, 1.5]) // of the mean of 1, 2, 3: [1, 2, 3]
 */
export function influenceValues(metric: number, withoutEach: ArrayLike<number>): Float64Array {
  const examples = withoutEach.length;
  const sum = new ExactSum();
  let defined = 0;
  for (let example = 0; example < examples; example++) {
    const without = withoutEach[example] as number;
    if (Number.isNaN(without)) continue;
    // Subtracting the metric first keeps the digits of small changes.
    sum.add(without - metric);
    defined++;
  }
  const centre = defined > 0 ? sum.value / defined : 0;
  const values = new Float64Array(examples);
  for (let example = 0; example < examples; example++) {
    const change = (withoutEach[example] as number) - metric;
    values[example] = Number.isNaN(change) ? metric : metric + (examples - 1) * (centre - change);
  }
  return values;
}
