/** Makes untrusted text harmless to look at. Escaping for Markdown or HTML comes after. */
import { stripVTControlCharacters } from 'node:util';

const REPLACEMENT = '\ufffd';

// Format characters (Cf) include bidi overrides, which reorder text, and tag characters, which hide whole sentences.
// The four fillers are letters by category, yet draw nothing.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;
// Joiners are dropped without a mark, because emoji and Persian spelling need them.
const JOINERS = /[\u200c\u200d]/g;
// Piled-up accents ("zalgo") cover neighbouring lines.
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;
const ELLIPSIS = '…';

export function cleanLine(text: string, maxChars: number): string {
  // Bounds the work for a huge string.
  const head = stripVTControlCharacters(text.slice(0, 16 * maxChars + 100));
  const visible = cleanVisible(head.replace(/\s+/g, ' ')).trim();
  return truncate(visible, maxChars);
}

/** Cuts the middle, because similar names differ at their ends. */
export function shortenMiddle(text: string, maxChars: number): string {
  const points = Array.from(cleanLine(text, 1000));
  if (points.length <= maxChars) return points.join('');
  const tail = Math.floor((maxChars - 1) / 2);
  return [...points.slice(0, maxChars - 1 - tail), ELLIPSIS, ...points.slice(points.length - tail)].join('');
}

/** Keeps the first lines and the last ones, which hold the error. */
export function cleanLines(text: string, maxLines: number, maxChars: number): string {
  const lines = stripVTControlCharacters(text.slice(0, 100_000))
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => truncate(cleanVisible(line.replace(/\t/g, '  ')).trimEnd(), 300));
  const kept = trimBlankEnds(lines);
  const last = Math.floor((maxLines - 1) / 2);
  const first = maxLines - 1 - last;
  const shown =
    kept.length <= maxLines ? kept : [...kept.slice(0, first), ELLIPSIS, ...kept.slice(kept.length - last)];
  return truncate(shown.join('\n'), maxChars);
}

/** Puts no-break spaces into `[0.1, 0.2]` and before units. */
export function keepTogether(text: string): string {
  return text
    .replace(/(\[[^\s[\]]{1,20},) (?=[^\s[\]]{1,20}\])/g, '$1\u00a0')
    .replace(/(\d) (?=[%s](?!\w)|ms\b|min\b)/g, '$1\u00a0');
}

/** Cuts at a code point, never inside a surrogate pair. */
function truncate(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const points = Array.from(text.slice(0, 2 * maxChars + 2));
  if (points.length <= maxChars) return points.join('');
  return points.slice(0, Math.max(0, maxChars - 1)).join('') + ELLIPSIS;
}

function cleanVisible(text: string): string {
  return text.replace(JOINERS, '').replace(UNSEEN, REPLACEMENT).replace(PILED_MARKS, '$1');
}

function trimBlankEnds(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  const last = lines.findLastIndex((line) => line !== '');
  return first === -1 ? [] : lines.slice(first, last + 1);
}
