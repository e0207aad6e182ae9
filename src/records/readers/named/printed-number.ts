/** Numbers as programs print them, in any language: `0.93`, `93 %`, `529/719`, `1,234.5`, `0,93`, `nan`. */
import { parseCell } from '../numbers.ts';

const PLAIN = /^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$/;
/** A comma before three digits is ambiguous unless a zero stands before it. */
const DECIMAL_COMMA = /^\d+,(?:\d{1,2}|\d{4,})$|^0+,\d+$/;
const THOUSANDS_WITH_POINTS = /^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/;
const FRACTION = /^(\d+)\s*\/\s*(\d+)$/;

/** @returns a share for `93 %` and `529/719`; null for anything else, and for ambiguous numbers such as `1,234` */
export function printedNumber(text: string): number | null {
  const [, sign = '', body = '', percent] = /^([-+\u2212]?)(.*?)\.?(\s?%)?$/s.exec(text.trim()) ?? [];
  const size = sizeOf(body);
  if (size === null) return null;
  const number = sign === '-' || sign === '\u2212' ? -size : size;
  return percent === undefined ? number : Number((number / 100).toPrecision(15));
}

function sizeOf(body: string): number | null {
  if (PLAIN.test(body)) return Number(body);
  if (/^nan$/i.test(body)) return Number.NaN;
  if (/^inf(inity)?$/i.test(body)) return Number.POSITIVE_INFINITY;
  if (THOUSANDS.test(body)) return Number(body.replaceAll(',', ''));
  if (DECIMAL_COMMA.test(body)) return Number(body.replace(',', '.'));
  if (THOUSANDS_WITH_POINTS.test(body)) return Number(body.replaceAll('.', '').replace(',', '.'));
  const [, part, whole] = FRACTION.exec(body) ?? [];
  return part === undefined || Number(whole) === 0 ? null : Number(part) / Number(whole);
}

/** A cell of a log, whose number may have a decimal comma or a percent sign. */
export function parseLogCell(cell: string): number | string {
  const value = parseCell(cell);
  return typeof value === 'string' && /^[-+]?\d[\d.,]*\s?%?$/.test(value)
    ? (printedNumber(value) ?? value)
    : value;
}

const BEFORE = /(?:(?<![\w.,])[-+\u2212])?(?:\d[\d.,'’_]*|\d+\s?\/\s?)$|(?<![\w)\]])[-\u2212]$/;
const BEHIND =
  /^(?:[.,'’_]?\d[\d.,'’_]*|\.(?!\w)(?=\d)|e[-+]?\d+|\s?\/\s?\d+(?:\.\d+)?|\s?[x×*·]\s?10\S*|\s(?:out )?of \d+|\s?%)/i;

/** The number of which a part of a line is one: `529/719` for `529`, `74%` for `74`, `-0.5` for `0.5`. */
export function wholeNumberAt(line: string, start: number, end: number): string {
  const before = line.slice(0, start);
  // In a table with commas, the cell before also ends with a number.
  const isCell = /,\s*$/.test(before) && /^(?:,|\s*$)/.test(line.slice(end));
  if (isCell) return line.slice(start, end);
  const [front = ''] = BEFORE.exec(before) ?? [];
  let to = end;
  for (let [more = ''] = BEHIND.exec(line.slice(to)) ?? []; more !== ''; ) {
    to += more.length;
    [more = ''] = BEHIND.exec(line.slice(to)) ?? [];
  }
  const digits = line.slice(start, to);
  // `5 112` is one number in French.
  const [group = ''] = /^[\s\u00a0\u202f]\d{3}(?:[.,]\d+)?(?![\d.])/.exec(line.slice(to)) ?? [];
  return `${front}${digits}${/^[-+]?\d{1,3}$/.test(digits) ? group : ''}`;
}

export function describeNumber(text: string): string {
  const [, before, after] = /^[-+]?(\d{1,3}),(\d{3})$/.exec(text.trim()) ?? [];
  return before === undefined
    ? `${JSON.stringify(text.slice(0, 40))}, which is not a number`
    : `${text.trim()}, which may mean ${before}${after} or ${before}.${after}; print it without the comma`;
}
