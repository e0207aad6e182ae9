/** Phrases as HTML. The only place where words from outside become HTML. */
import { cleanLine, keepTogether } from '../format/clean.ts';
import { escapeHtml, MAX_NAME_SHOWN, MAX_SENTENCE_SHOWN, safeUrl } from '../format/escape.ts';
import type { Inline, Phrase } from '../phrase.ts';

export function inlineHtml(phrase: Phrase): string {
  return phrase.map(inline).join('');
}

function inline(part: Inline): string {
  if (typeof part === 'string') return escapeHtml(part);
  switch (part.kind) {
    case 'code':
      return codeHtml(part.text);
    case 'name':
      return nameHtml(part.text);
    case 'prose':
      return keepTogether(cleanLine(part.text, MAX_SENTENCE_SHOWN))
        .split(/`([^`]+)`/)
        .map((text, i) => (i % 2 === 1 ? codeHtml(text) : escapeHtml(text)))
        .join('');
    case 'strong':
      return `<strong>${inlineHtml(part.content)}</strong>`;
    case 'link': {
      const url = safeUrl(part.url);
      const label = escapeHtml(part.label);
      return url === null ? label : `<a href="${escapeHtml(url)}" rel="noreferrer">${label}</a>`;
    }
  }
}

function codeHtml(text: string): string {
  return `<code>${nameHtml(text)}</code>`;
}

function nameHtml(text: string): string {
  return escapeHtml(cleanLine(text, MAX_NAME_SHOWN)) || '(empty)';
}
