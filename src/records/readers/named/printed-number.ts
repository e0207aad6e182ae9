/** Numbers as programs print them, in any language: `0.93`, `1,234.5`, `0,93`, `nan`. */
import { knownByName } from '../../../stats/metrics/names.ts';
import { parseCell } from '../numbers.ts';
import { isEpochName, isStepName } from '../steps/axis-names.ts';

/** Matches one number as a person reads it; use it case-insensitively. */
export const NUMBER = String.raw`[-+\u2212]?(?:\d+(?:[.,]\d+)*\.?|\.\d+)(?:e[-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?)\b`;

const PLAIN = /^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$/;
/** A comma before three digits is ambiguous unless a zero stands before it. */
const DECIMAL_COMMA = /^\d+,(?:\d{1,2}|\d{4,})$|^0+,\d+$/;
const THOUSANDS_WITH_POINTS = /^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/;
const FRACTION = /^(\d+)\s*\/\s*(\d+)$/;

/** @returns a share for `93 %`; null for anything else, and for ambiguous numbers such as `1,234` */
export function printedNumber(text: string): number | null {
  const [, sign = '', body = '', percent] = /^([-+\u2212]?)(.*?)\.?(\s?%)?$/s.exec(text.trim()) ?? [];
  const size = sizeOf(body);
  if (size === null) return null;
  const number = sign === '-' || sign === '\u2212' ? -size : size;
  return percent === undefined ? number : shareOf(number);
}

function shareOf(percent: number): number {
  return Number((percent / 100).toPrecision(15));
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

const STARTS_WITH = new RegExp(String.raw`^(?:\d+ ?/ ?\d+|${NUMBER})`, 'i');
const PERCENT = String.raw`\s?(%|percent\b|per cent\b)`;
const AFTER = new RegExp(`^(?:${PERCENT})?(?:\\s*(?:±|\\+/-|\\+-)\\s*(?:${NUMBER})(?:${PERCENT})?)?`, 'i');

export interface WholeNumber {
  /** As it is printed, without its percent sign. */
  readonly digits: string;
  /** A number with a percent sign is a share; null if the number goes on or is ambiguous. */
  readonly value: number | null;
}

/** The number at the beginning of a text; null if there is none. */
export function numberAtStart(text: string): WholeNumber | null {
  const [digits] = STARTS_WITH.exec(text) ?? [];
  if (digits === undefined) return null;
  const rest = text.slice(digits.length);
  const [after = '', percent, ofSpread] = AFTER.exec(rest) ?? [];
  const number = isEnd(rest.slice(after.length)) ? printedNumber(digits) : null;
  const isShare = percent !== undefined || ofSpread !== undefined;
  return { digits, value: number !== null && isShare ? shareOf(number) : number };
}

/** A cell of a log, whose number may have a decimal comma or a percent sign. */
export function parseLogCell(cell: string): number | string {
  const value = parseCell(cell);
  return typeof value === 'string' && /^[-+]?\d[\d.,]*\s?%?$/.test(value)
    ? (numberAtStart(value)?.value ?? value)
    : value;
}

const UNIT = /^\s?(?:[munµ]?s|secs?|seconds?|min|h|hours?|dB|[KMG]i?B|bytes|bits?|px|pp|pts?|points?)\b/;
const CLOSES = /^\s*(?:$|\.$|\.\s|["')\]}>](?!\d)|[,;|]\s*(?![-+\s]?\.?\d)|[([{]|-+>?\s+(?![\d.])|\*)/;
/** A scale, or a second number: `5 million`, `4.14 x 10^-6`, `0.91 vs 0.93`. */
const SCALE = /^(?:x|e|k|m|bn|mn|thousand|millions?|billions?|hundred|times|out|of|to|vs|versus)$/i;
const BEFORE_MORE = /^(?:at|after|in|on|with|for|epoch|step|train|val|valid|test)$/i;

/** Only an end, a unit, a separator or a word may follow a number; anything else may belong to it. */
function isEnd(rest: string): boolean {
  const after = rest.replace(UNIT, '');
  if (CLOSES.test(after)) return true;
  const [, word = '', more] = /^\s+['"]?(\p{L}[\w@./'-]*)['"]?(?:\s+([-+]?\.?\d))?/u.exec(after) ?? [];
  if (word === '' || SCALE.test(word)) return false;
  return more === undefined || BEFORE_MORE.test(word) || isNameOfNumber(word);
}

/** A name that a number may follow without a sign between them: `val_loss 0.3`, `epoch 4`. */
export function isNameOfNumber(name: string): boolean {
  return knownByName(name) !== null || isEpochName(name) || isStepName(name);
}

/** What a captured group leaves behind of a number: `,93` of `0,93`, ` of 1000` of `934 of 1000`. */
export function restOfNumber(digits: string, rest: string): string {
  const [attached = ''] =
    /^(?:[.,'’_]?\d[\d.,]*|e[-+]?\d+|\s?[x×*·]\s?10\S*|\s(?:out )?of \d+)/i.exec(rest) ?? [];
  if (attached !== '') return attached;
  const [group = ''] = /^[\s\u00a0\u202f]\d{3}(?:[.,]\d+)?(?![\d.])/.exec(rest) ?? [];
  return /^[-+]?\d{1,3}$/.test(digits) ? group : '';
}

export function describeNumber(text: string): string {
  const [, before, after] = /^[-+]?(\d{1,3}),(\d{3})$/.exec(text.trim()) ?? [];
  return before === undefined
    ? `${JSON.stringify(text.slice(0, 40))}, which is not a number`
    : `${text.trim()}, which may mean ${before}${after} or ${before}.${after}; print it without the comma`;
}
