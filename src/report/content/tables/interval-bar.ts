/** Draws intervals with characters that every monospace font has: `··¦··│·├──●──┤··`. */

/** Odd, so that zero can be in the middle. */
export const BAR_WIDTH = 21;
/** In multiples of the median reach. Wider intervals end in an arrow. */
const WIDEST = 4;

export interface Drawn {
  readonly low: number;
  readonly estimate: number;
  readonly high: number;
}

export interface Span {
  readonly from: number;
  readonly to: number;
  /** Null if none is set or they differ. */
  readonly margin: number | null;
}

export function spanOf(all: readonly Drawn[], margin: number | null): Span {
  const drawn = all.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  const reaches = drawn.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))).sort((a, b) => a - b);
  const usual = reaches[Math.floor((reaches.length - 1) / 2)] ?? 0;
  const limit = WIDEST * Math.max(usual, margin ?? 0);
  const edge = 1.3 * (margin ?? 0);
  const from = Math.max(-limit, Math.min(-edge, ...drawn.map(({ low }) => low)));
  const to = Math.min(limit, Math.max(edge, ...drawn.map(({ high }) => high)));
  return to > from ? { from, to, margin } : { from: -1, to: 1, margin };
}

export function intervalBar({ low, estimate, high }: Drawn, span: Span, width = BAR_WIDTH): string {
  const cells = axisCells(span, width);
  const at = (value: number) => columnOf(value, span, width);
  // An interval off zero never touches the column of zero.
  const start = low > 0 ? Math.min(Math.max(at(low), at(0) + 1), width - 1) : at(low);
  const end = Math.max(start, high < 0 ? Math.max(0, Math.min(at(high), at(0) - 1)) : at(high));
  for (let cell = start; cell <= end; cell++) cells[cell] = CROSSED[cells[cell] ?? ''] ?? '─';
  cells[start] = low < span.from ? '◄' : '├';
  cells[end] = high > span.to ? '►' : '┤';
  if (Number.isFinite(estimate)) cells[Math.min(end, Math.max(start, at(estimate)))] = '●';
  return cells.join('');
}

export function emptyBar(span: Span, width = BAR_WIDTH): string {
  return axisCells(span, width).join('');
}

/** `−0.04······0·····+0.03`, or words if the numbers would overlap. */
export function axisLabels(span: Span, label: (value: number) => string, width = BAR_WIDTH): string {
  const values = [label(span.from), label(span.to)] as const;
  const [left, right] = values.join('').length < width ? values : (['worse', 'better'] as const);
  const zero = columnOf(0, span, width);
  const cells = [...left.padEnd(width - right.length, EMPTY), ...right].slice(0, width);
  if (zero > left.length && zero < width - right.length - 1) cells[zero] = '0';
  return cells.join('');
}

const ZERO = '│';
const MARGIN = '¦';
const EMPTY = '·';
/** A margin within the interval is not drawn: two marks in one cell cannot be read. */
const CROSSED: Readonly<Record<string, string>> = { [ZERO]: '┼' };

function axisCells(span: Span, width: number): string[] {
  const cells: string[] = Array.from({ length: width }, () => EMPTY);
  if (span.margin !== null)
    for (const end of [-span.margin, span.margin]) cells[columnOf(end, span, width)] = MARGIN;
  cells[columnOf(0, span, width)] = ZERO;
  return cells;
}

function columnOf(value: number, { from, to }: Span, width: number): number {
  const share = (value - from) / (to - from);
  return Math.round(Math.min(1, Math.max(0, share)) * (width - 1));
}
