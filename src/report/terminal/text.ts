/** East Asian characters and most emoji take two columns. */
import { stripVTControlCharacters, styleText } from 'node:util';
import stringWidth from 'string-width';

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';
export type Paint = (style: Style, text: string) => string;

export const plainPaint: Paint = (_, text) => text;
/** The caller decides whether the terminal wants colours. */
export const colourPaint: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** Characters that take one column. */
const NARROW =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u03c9\u2010-\u2027\u2190-\u2193\u2200-\u22ff\u2500-\u25a0\u25cf\u2713\u2717]*$/;
const PICTURES = /[⚪✅❌⛔🟰➖]/gu;

/** The fast path avoids loading the tables of string-width, which takes 50 ms. */
export function columnsOf(text: string): number {
  const visible = stripVTControlCharacters(text);
  const wide = visible.replaceAll(PICTURES, '  ');
  return NARROW.test(wide) ? wide.length : stringWidth(visible);
}

export function cutToColumns(text: string, columns: number): string {
  let chars = Array.from(text).length;
  let cut = text;
  while (columnsOf(cut) > columns && chars > 1) {
    chars -= Math.max(1, Math.ceil((columnsOf(cut) - columns) / 2));
    cut = shorten(text, Math.max(1, chars));
  }
  return cut;
}

/** Ends after a clause, else after a word; never within brackets, where half an interval would look like a number. */
function shorten(line: string, maxChars: number): string {
  const chars = [...line];
  if (chars.length <= maxChars) return line;
  const ends = wordEnds(chars, maxChars - 1);
  const clause = (ends.findLast((end) => '.;'.includes(chars[end - 1] ?? ' ')) ?? 0) - 1;
  const end = clause > maxChars / 3 ? clause : (ends.at(-1) ?? maxChars - 1);
  return `${chars.slice(0, end).join('')}…`;
}

function wordEnds(chars: readonly string[], most: number): readonly number[] {
  const ends: number[] = [];
  let depth = 0;
  for (const [at, char] of chars.slice(0, most).entries()) {
    if ('(['.includes(char)) depth += 1;
    if (')]'.includes(char)) depth = Math.max(0, depth - 1);
    if (depth === 0 && chars[at + 1] === ' ' && !isAbbreviation(chars, at)) ends.push(at + 1);
  }
  return ends;
}

function isAbbreviation(chars: readonly string[], at: number): boolean {
  return (
    chars[at] === '.' &&
    /(^|[\s(])(e\.g|i\.e|vs|cf|approx|no)\.$/i.test(chars.slice(Math.max(0, at - 8), at + 1).join(''))
  );
}

/** Breaks between words; text beyond `lines` becomes an ellipsis. */
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
    wrapped.push(cutToColumns(start + rest.slice(0, taken).join(' '), columns));
    rest = rest.slice(taken);
  }
  return wrapped;
}

export function pad(text: string, columns: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, columns - columnsOf(text)));
  return align === 'right' ? space + text : text + space;
}
