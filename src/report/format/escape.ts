/** Escapes untrusted text. Names become code spans, where GitHub resolves no mention, reference, link or emoji. */
import { cleanLine, cleanLines, keepTogether } from './clean.ts';

export const MAX_NAME_SHOWN = 60;
export const MAX_SENTENCE_SHOWN = 400;
const MAX_URL_CHARS = 500;

/** A pipe becomes a broken bar, because it would end a table cell and renderers disagree on `\\|` inside code. */
export function codeSpan(text: string, maxChars: number = MAX_NAME_SHOWN): string {
  const clean = cleanLine(text, maxChars).replaceAll('|', '¦');
  if (clean === '') return '(empty)';
  const fence = '`'.repeat(longestRun(clean, '`') + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}

// Characters with a meaning in GitHub's Markdown; below, the forms that GitHub links without markup.
const SPECIAL = /[`@#<>\\*_~$&|]|:\/\/|:\w+:/;
const LINKED_FORMS = [
  /\bwww\./i,
  /\bgh-\d/i,
  /\b(?:mailto|xmpp|tel|javascript|data):/i,
  /\b(?=\w*[a-f])[0-9a-f]{7,64}\b/i,
];
const BLOCK_START = /^(?:[-+=]+|\d{1,9}[.)])$/;

/** Words that GitHub's Markdown could interpret become code spans, and so does text in backticks. */
export function escapeProse(text: string, maxChars: number = MAX_SENTENCE_SHOWN): string {
  const parts = keepTogether(cleanLine(text, maxChars)).split(/`([^`]+)`/);
  return joinSpans(
    parts.map((part, i) => (i % 2 === 1 ? codeSpan(part, maxChars) : escapeWords(part, i === 0))),
  );
}

/** Two adjacent fences would be read as one longer fence. */
export function joinSpans(pieces: readonly string[]): string {
  return pieces.reduce(
    (text, piece) => text + (text.endsWith('`') && piece.startsWith('`') ? ' ' : '') + piece,
    '',
  );
}

function escapeWords(text: string, first: boolean): string {
  return text
    .split(' ')
    .map((word, i) => (word === '' ? '' : escapeWord(word, first && i === 0)))
    .join(' ');
}

function escapeWord(word: string, first: boolean): string {
  // Keeps punctuation outside the code span: (`a_b`), not `(a_b),`.
  const [, before = '', core = '', after = ''] = /^([("'“‘]*)(.*?)([)"'”’.,;:!?]*)$/su.exec(word) ?? [];
  // `log.csv:4:` is risky only with its last colon, which could close an emoji.
  const closesEmoji = isRisky(word) && !core.startsWith(':');
  if (isRisky(core) || closesEmoji) return before + codeSpan(core, MAX_SENTENCE_SHOWN) + after;
  if (isRisky(word) || (first && BLOCK_START.test(word))) return codeSpan(word, MAX_SENTENCE_SHOWN);
  return word.replace(/[[\]]/g, '\\$&');
}

function isRisky(word: string): boolean {
  return SPECIAL.test(word) || LINKED_FORMS.some((form) => form.test(word));
}

export function fencedBlock(text: string, language: string, maxLines = 20, maxChars = 3000): string {
  const clean = cleanLines(text, maxLines, maxChars);
  const fence = '`'.repeat(Math.max(3, longestRun(clean, '`') + 1));
  return `${fence}${language}\n${clean}\n${fence}`;
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe in text and in quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? '');
}

/** Null unless it is an http(s) address. */
export function safeUrl(address: string): string | null {
  if (address.length > MAX_URL_CHARS || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return url.href.replace(
    /[()<>'"`|\\\s*_[\]]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const c of text) {
    run = c === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
