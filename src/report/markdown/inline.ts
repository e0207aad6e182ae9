/** Phrases as GitHub's Markdown. The only place where words from outside become Markdown. */
import { codeSpan, escapeProse, joinSpans, MAX_NAME_SHOWN, safeUrl } from '../format/escape.ts';
import type { Inline, Phrase } from '../phrase.ts';

export function inlineMarkdown(phrase: Phrase): string {
  return joinSpans(phrase.map(inline));
}

function inline(part: Inline): string {
  if (typeof part === 'string') return part;
  switch (part.kind) {
    case 'code':
      return codeSpan(part.text);
    case 'name':
      return escapeProse(part.text, MAX_NAME_SHOWN) || '(empty)';
    case 'prose':
      return escapeProse(part.text);
    case 'strong':
      return `**${inlineMarkdown(part.content)}**`;
    case 'link': {
      const url = safeUrl(part.url);
      return url === null ? part.label : `[${part.label}](${url})`;
    }
  }
}
