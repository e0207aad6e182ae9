/** Text by the columns that it takes on a terminal: a character of East Asia and most pictures take two. */
import { stripVTControlCharacters, styleText } from 'node:util';
import stringWidth from 'string-width';
import { shorten } from './shorten.ts';

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';
export type Paint = (style: Style, text: string) => string;

export const plainPaint: Paint = (_, text) => text;
/** Whether the terminal wants colours is asked by whoever knows the terminal. */
export const colourPaint: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** Characters of one column that stand alone, Greek, arrows, signs of mathematics and of tables among them. */
const NARROW =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u03c9\u2010-\u2027\u2190-\u2193\u2200-\u22ff\u2500-\u25a0\u25cf\u2713\u2717]*$/;
/** The pictures of verdicts and checks. */
const PICTURES = /[⚪✅❌⛔🟰➖]/gu;

/** What nearly all text consists of is known here: to tell others apart takes 50 ms at the start. */
export function columnsOf(text: string): number {
  const visible = stripVTControlCharacters(text);
  const wide = visible.replaceAll(PICTURES, '  ');
  return NARROW.test(wide) ? wide.length : stringWidth(visible);
}

/** Ends where a reader would pause, with an ellipsis for what is left out. */
export function cutToColumns(text: string, columns: number): string {
  let chars = Array.from(text).length;
  let cut = text;
  while (columnsOf(cut) > columns && chars > 1) {
    chars -= Math.max(1, Math.ceil((columnsOf(cut) - columns) / 2));
    cut = shorten(text, Math.max(1, chars));
  }
  return cut;
}

/** Lines of at most so many columns, broken between words; what is beyond `lines` is cut with an ellipsis. */
export function wrap(
  text: string,
  columns: number,
  lines = Number.POSITIVE_INFINITY,
  indent = '',
): readonly string[] {
  const wrapped: string[] = [];
  let rest = text.split(' ').filter((word) => word !== '');
  while (rest.length > 0) {
    const start = wrapped.length === 0 ? '' : indent;
    if (wrapped.length === lines - 1) return [...wrapped, cutToColumns(start + rest.join(' '), columns)];
    let taken = 1;
    while (taken < rest.length && columnsOf(start + rest.slice(0, taken + 1).join(' ')) <= columns)
      taken += 1;
    // A word that is longer than a line is cut.
    wrapped.push(cutToColumns(start + rest.slice(0, taken).join(' '), columns));
    rest = rest.slice(taken);
  }
  return wrapped;
}

export function pad(text: string, columns: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, columns - columnsOf(text)));
  return align === 'right' ? space + text : text + space;
}
