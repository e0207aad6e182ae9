/** Intervals as text, all on one scale: `··¦··│·├──●──┤··`. Only characters that every monospace font has. */
/** Odd, so that zero may stand in the middle. */
export const BAR_WIDTH = 21;
/** Wider intervals, of a variant that has diverged, would make the others a point: they end in an arrow. */
const WIDEST = 4;

/** A difference in units of its scale, which several metrics may share. */
export interface Drawn {
  readonly low: number;
  readonly estimate: number;
  readonly high: number;
}

/** What the bars of a table span. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Null where none is set, or they differ. */
  readonly margin: number | null;
}

/** From the worst to the best end of any interval; zero and the margin are always in it. */
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

export function intervalBar({ low, estimate, high }: Drawn, span: Span): string {
  const cells = axisCells(span);
  const [start, end] = [columnOf(low, span), columnOf(high, span)];
  for (let at = start; at <= end; at++) cells[at] = CROSSED[cells[at] ?? ''] ?? '─';
  cells[start] = low < span.from ? '◄' : '├';
  cells[end] = high > span.to ? '►' : '┤';
  cells[columnOf(estimate, span)] = '●';
  return cells.join('');
}

/** Zero and the margin alone: the row of the baseline. */
export function emptyBar(span: Span): string {
  return axisCells(span).join('');
}

/** `−0.04······0·····+0.03`: the ends and zero, as far as they do not run into each other. */
export function axisLabels(span: Span, label: (value: number) => string): string {
  const [left, right] = [label(span.from), label(span.to)];
  const zero = columnOf(0, span);
  const cells = [...left.padEnd(BAR_WIDTH - right.length, EMPTY), ...right].slice(0, BAR_WIDTH);
  if (zero > left.length && zero < BAR_WIDTH - right.length - 1) cells[zero] = '0';
  return cells.join('');
}

const ZERO = '│';
const MARGIN = '¦';
const EMPTY = '·';
const CROSSED: Readonly<Record<string, string>> = { [ZERO]: '┼', [MARGIN]: '╫' };

function axisCells(span: Span): string[] {
  const cells: string[] = Array.from({ length: BAR_WIDTH }, () => EMPTY);
  if (span.margin !== null)
    for (const end of [-span.margin, span.margin]) cells[columnOf(end, span)] = MARGIN;
  cells[columnOf(0, span)] = ZERO;
  return cells;
}

function columnOf(value: number, { from, to }: Span): number {
  const share = (value - from) / (to - from);
  return Math.round(Math.min(1, Math.max(0, share)) * (BAR_WIDTH - 1));
}
