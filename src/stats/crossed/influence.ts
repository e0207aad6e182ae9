/**
 * What each example contributes to a metric that is no mean: macro-F1, AUROC, RMSE.
 *
 * Contribution e = metric + (m − 1) × (mean of the metrics without one example − metric without e): the jackknife
 * pseudo-value, moved so that the mean is the metric itself and not its estimate less the bias. For a metric that is a mean it is
 * the example's own value; for AUROC it is DeLong's placement value but for a factor of 1 + O(1/m).
 *
 * Where the metric is not defined without an example (the last one of its class), the example counts as contributing nothing of its
 * own: the spread is then understated, and a class with so few examples can hardly be judged anyway.
 *
 * To first order in 1/m the spread of these values is that of the metric over new examples. Cost: one pass.
 *
 * Source: J. W. Tukey (1958); B. Efron and C. Stein, "The Jackknife Estimate of Variance", Annals of Statistics 9 (1981);
 * E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Biometrics 44 (1988).
 */
import { ExactSum } from '../numerics/exact-sum.ts';

/**
 * @param metric on all examples
 * @param withoutEach the metric without each of the examples in turn; NaN where it is not defined
 * @example influenceValues(2, [2.5, 2, 1.5]) // of the mean of 1, 2, 3: [1, 2, 3]
 */
export function influenceValues(metric: number, withoutEach: ArrayLike<number>): Float64Array {
  const examples = withoutEach.length;
  const sum = new ExactSum();
  let defined = 0;
  for (let example = 0; example < examples; example++) {
    const without = withoutEach[example] as number;
    if (Number.isNaN(without)) continue;
    // Measured from the metric, for it is small changes that count.
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
