/**
 * The interquartile mean: the mean of the middle half.
 *
 * When: to summarise scores over runs or tasks where a few are wild. It moves less under outliers than the mean and less under
 * chance than the median. A quarter of the values, rounded down, is cut off at either end, as in rliable (scipy's
 * `trim_mean(values, 0.25)`).
 *
 * Source: R. Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice", NeurIPS 2021.
 *
 * @example interquartileMean([1, 2, 3, 100]) // 2.5
 */
import { mean } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';

export function interquartileMean(values: readonly number[]): number {
  if (values.length === 0) throw new StatisticsError('interquartileMean requires at least one value');
  requireFinite('interquartileMean', values);
  const cut = Math.floor(values.length / 4);
  return mean(values.toSorted((a, b) => a - b).slice(cut, values.length - cut));
}
