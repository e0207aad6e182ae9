/**
 * How far must the test examples' weights move for a difference of zero? The empirical likelihood ratio, on the scale of t.
 *
 * Where few examples make most of the difference, t is skewed. The likelihood keeps the examples' own distribution, so rare
 * gains and rare losses are each judged by the tail that they have, at the cost of neither. Seeds are few, and enter as a
 * normal part; `skew.ts` corrects for theirs. For many normal examples, it is t.
 *
 *     T² = min over θ of θ²/V(seeds) + (m − 1)(exp(W(θ)/m) − 1), W(θ) = −2 log of the ratio for examples with mean θ
 *
 * Source: A. B. Owen, Empirical Likelihood (2001), ch. 2.
 */
import { findRoot } from '../numerics/root.ts';

/** A smaller difference, in the largest deviation, is none. */
const ROUNDING = 1e-9;

/**
 * @param deviations of each example from the mean, rising, turned so that the difference is positive
 * @param ofSeeds variance of the mean that the seeds add to that of the examples
 * @returns at least 0; Infinity if no weights of the examples give zero
 */
export function likelihoodStatistic(deviations: Float64Array, difference: number, ofSeeds: number): number {
  const m = deviations.length;
  const reach = Math.max(-(deviations[0] as number), deviations[m - 1] as number);
  if (!(difference > ROUNDING * reach)) return 0;
  if (ofSeeds === 0 && difference + (deviations[0] as number) >= 0) return Infinity;
  // Weights are 1/(m (1 + λ (x − θ))), and the seeds take θ = λ m V.
  const imbalance = (lambda: number) => {
    const theta = lambda * m * ofSeeds;
    let sum = 0;
    for (const deviation of deviations) {
      const distance = difference + deviation - theta;
      const weight = 1 + lambda * distance;
      if (!(weight > 0)) return -1;
      sum += distance / weight;
    }
    return sum / m / difference;
  };
  let high = 1 / difference;
  while (imbalance(high) > 0) high *= 2;
  let low = high;
  while (!(imbalance(low) > 0)) low /= 2;
  const lambda = low === high ? high : findRoot(imbalance, low, high, 1e-9);
  const theta = lambda * m * ofSeeds;
  let logarithms = 0;
  for (const deviation of deviations) logarithms += Math.log1p(lambda * (difference + deviation - theta));
  const examples = m > 1 ? (m - 1) * Math.expm1(Math.max(0, (2 * logarithms) / m)) : 0;
  return Math.sqrt(examples + (ofSeeds > 0 ? theta ** 2 / ofSeeds : 0));
}
