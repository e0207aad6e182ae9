/** Differences in words. A metric that should fall has no sign, because its sign would be ambiguous: `0.035 lower`. */
import type { Interval, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { intervalLevel } from '../../../words/number.ts';
import type { View } from '../../view.ts';

/** `0.021 (95 % CI 0.012 to 0.030)`: the size of a difference whose direction the sentence gives. */
export function sizeWithInterval(view: View, { metric, estimate, interval }: MeasuredComparison): string {
  const format = view.format(metric);
  const turn = estimate < 0 ? -1 : 1;
  const [low = 0, high = 0] = [turn * interval.low, turn * interval.high].sort((a, b) => a - b);
  const bound = low < 0 ? format.signedBare : format.sizeBare;
  return `${format.size(estimate)} (${intervalLevel(interval.level)} CI ${bound(low)} to ${bound(high)})`;
}

/** `+0.2 points (95 % CI −0.4 to +0.8)`, `0.004 lower (95 % CI 0.010 higher to 0.020 lower)`. */
export function changeWithInterval(view: View, comparison: MeasuredComparison): string {
  const { metric, estimate, interval } = comparison;
  return `${change(view, metric, estimate)} (${intervalLevel(interval.level)} CI ${range(view, metric, interval)})`;
}

/** `+0.2 points`, `0.004 lower`. */
export function change(view: View, metric: string, difference: number): string {
  const format = view.format(metric);
  const size = format.size(difference);
  if (isZero(format.sizeBare(difference))) return size;
  if (view.metric(metric).direction === 'minimize') return `${size} ${wayOf(difference)}`;
  return `${difference < 0 ? '\u2212' : '+'}${size}`;
}

/** `−0.4 to +0.8`, `0.010 to 0.030 lower`. */
export function range(view: View, metric: string, { low, high }: Pick<Interval, 'low' | 'high'>): string {
  const { signedBare, sizeBare } = view.format(metric);
  if (view.metric(metric).direction === 'maximize') return `${signedBare(low)} to ${signedBare(high)}`;
  if (wayOf(low) !== wayOf(high)) return `${sizeBare(low)} higher to ${sizeBare(high)} lower`;
  const [nearer = 0, farther = 0] = [low, high].sort((a, b) => Math.abs(a) - Math.abs(b));
  return `${sizeBare(nearer)} to ${sizeBare(farther)} ${wayOf(high)}`;
}

/** A positive difference is better, so the value fell. */
function wayOf(difference: number): 'higher' | 'lower' {
  return difference < 0 ? 'higher' : 'lower';
}

function isZero(text: string): boolean {
  return Number(text) === 0;
}
