/**
 * Text that a training run, a pull request or another program chose, made harmless to look at: no terminal
 * escapes, no invisible or direction-changing characters, no end. Escaping for a place (Markdown, HTML) comes after.
 */
import { stripVTControlCharacters } from 'node:util';

const REPLACEMENT = '\ufffd';

// Format characters (Cf) hold the bidi overrides that let text read differently from what it is, and the tag
// characters that hide whole sentences. The four fillers are letters by category, yet draw nothing.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;
// Joiners are part of honest emoji and of Persian spelling: they are dropped, not reported.
const JOINERS = /[\u200c\u200d]/g;
// Piled-up accents ("zalgo") draw over the neighbouring lines.
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;
const ELLIPSIS = '…';

/** One visible line of at most `maxChars` code points; what is cut off shows as an ellipsis. */
export function cleanLine(text: string, maxChars: number): string {
  // A code point takes at most two UTF-16 units; the bound comes first so that a huge string costs nothing.
  const head = stripVTControlCharacters(text.slice(0, 16 * maxChars + 100));
  const visible = cleanVisible(head.replace(/\s+/g, ' ')).trim();
  return truncate(visible, maxChars);
}

/** One visible line of at most `maxChars` code points without its middle: names of a family differ at their ends. */
export function shortenMiddle(text: string, maxChars: number): string {
  const points = Array.from(cleanLine(text, 1000));
  if (points.length <= maxChars) return points.join('');
  const tail = Math.floor((maxChars - 1) / 2);
  return [...points.slice(0, maxChars - 1 - tail), ELLIPSIS, ...points.slice(points.length - tail)].join('');
}

/** Several lines of output, bounded: the first tell what happened, the last what the program died of. */
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

/** No-break spaces inside of `[0.1, 0.2]` and before a unit: a line or a narrow column must not part them. */
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
