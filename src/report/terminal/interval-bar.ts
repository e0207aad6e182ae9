/** An interval drawn with characters: `    ·┊·├──●───┤`, with zero in the middle and the margin as dots around it. */
import type { MeasuredComparison } from '../../analysis/compare/comparison.ts';

export interface Scale {
  /** The value at the right end; the left end is its negative. */
  readonly reach: number;
  readonly margin: number | null;
}

/** One for all comparisons of a metric. @returns null where there is nothing to draw */
export function scaleOf(
  comparisons: ReadonlyArray<Pick<MeasuredComparison, 'interval'>>,
  margin: number | null,
): Scale | null {
  const ends = comparisons.flatMap(({ interval }) => [Math.abs(interval.low), Math.abs(interval.high)]);
  const reach = Math.max(...ends.filter(Number.isFinite), margin ?? 0);
  return reach > 0 && Number.isFinite(reach) ? { reach, margin } : null;
}

/** @param width odd, so that zero has a column of its own; of an even width the last column stays empty */
export function intervalBar(
  { estimate, interval }: Pick<MeasuredComparison, 'estimate' | 'interval'>,
  { reach, margin }: Scale,
  width: number,
): string {
  const half = Math.floor((width - 1) / 2);
  const at = (value: number) => half + Math.round(Math.max(-1, Math.min(1, value / reach)) * half);
  const cells = Array.from({ length: 2 * half + 1 }, () => ' ');
  if (margin !== null) for (let cell = at(-margin); cell <= at(margin); cell++) cells[cell] = '·';
  cells[half] = '┊';
  // An interval that is off zero is drawn off zero, however near its end is.
  const low = interval.low > 0 ? Math.max(at(interval.low), half + 1) : at(interval.low);
  const high = Math.max(low, interval.high < 0 ? Math.min(at(interval.high), half - 1) : at(interval.high));
  for (let cell = low; cell <= high; cell++) cells[cell] = '─';
  cells[low] = interval.low < -reach ? '◂' : '├';
  cells[high] = interval.high > reach ? '▸' : '┤';
  if (Number.isFinite(estimate)) cells[Math.min(high, Math.max(low, at(estimate)))] = '●';
  return cells.join('');
}
