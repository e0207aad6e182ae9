import * as Plot from '@observablehq/plot';
import { shortenMiddle } from '../../format/clean.ts';
import { differenceAxis, differenceGround, draw, intervals } from './plot.ts';

const WIDTH = 460;
/** Size of a picture in the card of a check. */
export const CARD_WIDTH = 340;
const ROW = 24;
const TOP = 18;
const BOTTOM = 38;
const TICKS = 4;
const FEWER_TICKS = 2;
const MAX_NAME_CHARS = 30;
const PIXELS_A_CHAR = 6.6;
const NARROWEST = 90;

export interface IntervalRow {
  readonly name: string;
  readonly difference: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Tooltip. */
  readonly words: string;
  /** A hollow dot marks an exploratory row. */
  readonly isHollow: boolean;
  /** What the other rows are together. */
  readonly isTotal?: boolean;
}

export function intervalsSvg(
  label: string,
  rows: readonly IntervalRow[],
  options: { readonly margin: number | null; readonly width?: number; tick(value: number): string },
): string {
  const { margin, tick, width = WIDTH } = options;
  const ticks = width < WIDTH ? FEWER_TICKS : TICKS;
  const places = rows.map((row, i) => ({ ...row, place: String(i) }));
  const names = rows.map(({ name }) => shortenMiddle(name, MAX_NAME_CHARS) || '(empty)');
  const longest = Math.max(...names.map((name) => [...name].length));
  const bounded = places.flatMap(({ place, interval, isTotal = false }) =>
    interval === null ? [] : [{ place, isTotal, ...interval }],
  );
  const colour = ({ difference, isTotal }: IntervalRow) =>
    isTotal ? 'var(--text)' : difference < 0 ? 'var(--worse)' : 'var(--variant)';
  const [totals, single] = [true, false].map((isTotal) => bounded.filter((row) => row.isTotal === isTotal));
  return draw({
    label,
    width,
    height: TOP + ROW * rows.length + BOTTOM,
    margin: { top: TOP, right: 12, bottom: BOTTOM, left: Math.max(NARROWEST, 14 + PIXELS_A_CHAR * longest) },
    inset: 8,
    x: differenceAxis(ticks, tick),
    y: {
      type: 'band',
      label: null,
      domain: places.map(({ place }) => place),
      tickSize: 0,
      tickFormat: (place: string) => names[Number(place)] ?? '',
    },
    marks: [
      ...differenceGround(ticks, margin),
      intervals(single ?? [], 'var(--baseline)', { y: 'place', strokeWidth: 3 }),
      intervals(totals ?? [], 'var(--text)', { y: 'place', strokeWidth: 4 }),
      Plot.dot(places, {
        x: 'difference',
        y: 'place',
        r: 4.5,
        symbol: ({ isTotal }: IntervalRow) => (isTotal ? 'diamond' : 'circle'),
        fill: (row: IntervalRow) => (row.isHollow ? 'var(--page)' : colour(row)),
        stroke: colour,
        strokeWidth: 2,
        className: 'row',
        title: 'words',
      }),
    ],
  });
}
