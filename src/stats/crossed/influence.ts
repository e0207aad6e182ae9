/**
 * Contribution of each example to a metric that is not a mean: the jackknife pseudo-value, shifted so that the mean is the
 * metric.
 *
 * An example without which the metric is not defined (the last of its class) contributes nothing. To first order in 1/m,
 * these values have the metric's spread over new examples; for AUROC they are DeLong's placement values.
 *
 * Source: J. W. Tukey (1958); B. Efron and C. Stein, Annals of Statistics 9 (1981).
 */
import { ExactSum } from '../numerics/exact-sum.ts';

/**
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
    // Subtracting the metric keeps the digits of small changes.
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
