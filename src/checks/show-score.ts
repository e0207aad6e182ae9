/** Writes values of a metric: shares in percent and points, whatever their scale. */
import { wholeOf } from '../analysis/compare/scale.ts';
import type { Metric } from '../config/file/normalise.ts';
import { knownMetric } from '../config/known-metrics.ts';
import { show, showAmount } from './words.ts';

/** Whether values of this metric are shares of 1, so that 0.01 is a point. */
export function isShareOfOne(
  { name, unit }: Pick<Metric, 'name' | 'unit'>,
  values: readonly number[],
): boolean {
  return (unit === 'percent' || knownMetric(name)?.unit === 'percent') && wholeOf(name, values) === 1;
}

/** `90.4 %`, `0.71`. */
export function showScore(metric: Pick<Metric, 'name' | 'unit'>, value: number): string {
  if (metric.unit !== 'percent') return show(value);
  return `${show(isShareOfOne(metric, [value]) ? 100 * value : value)} %`;
}

/** `1.3 points [0.2, 2.4]`, `0.013 [0.002, 0.024]`, without its sign. */
export function showDifference(
  metric: Pick<Metric, 'name' | 'unit'>,
  {
    value,
    interval,
  }: { readonly value: number; readonly interval: { readonly low: number; readonly high: number } | null },
): string {
  const bounds =
    interval === null || value >= 0 ? interval : { low: 0 - interval.high, high: 0 - interval.low };
  return showAmount(Math.abs(value), isShareOfOne(metric, [value]), bounds);
}
