/** Numbers as programs print them, in any language: `0.93`, `1,234.5`, `0,93`, `nan`. */

/** Matches one number as a person reads it; use it case-insensitively. */
export const NUMBER = String.raw`[-+]?(?:\d+(?:[.,]\d+)*\.?|\.\d+)(?:e[-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?)\b`;

const PLAIN = /^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$/;
/** A comma before three digits is ambiguous unless a zero stands before it. */
const DECIMAL_COMMA = /^\d+,(?:\d{1,2}|\d{4,})$|^0+,\d+$/;
const THOUSANDS_WITH_POINTS = /^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/;
const FRACTION = /^(\d+)\s*\/\s*(\d+)$/;

/** @returns null for anything else, and for ambiguous numbers such as `1,234` */
export function printedNumber(text: string): number | null {
  const [, sign = '', body = ''] = /^([-+]?)(.*?)\.?$/s.exec(text.trim()) ?? [];
  const size = sizeOf(body);
  return size === null ? null : sign === '-' ? -size : size;
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

export function describeNumber(text: string): string {
  const [, before, after] = /^[-+]?(\d{1,3}),(\d{3})$/.exec(text.trim()) ?? [];
  return before === undefined
    ? `${JSON.stringify(text.slice(0, 40))}, which is not a number`
    : `${text.trim()}, which may mean ${before}${after} or ${before}.${after}; print it without the comma`;
}
