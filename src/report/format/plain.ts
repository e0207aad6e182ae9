import type { Inline, Phrase } from '../phrase.ts';
import { cleanLine } from './clean.ts';
import { MAX_NAME_SHOWN, MAX_SENTENCE_SHOWN } from './escape.ts';

export function plainText(phrase: Phrase): string {
  return phrase.map(inline).join('');
}

function inline(part: Inline): string {
  if (typeof part === 'string') return part;
  switch (part.kind) {
    case 'code':
    case 'name':
      return cleanLine(part.text, MAX_NAME_SHOWN) || '(empty)';
    case 'prose':
      return cleanLine(part.text, MAX_SENTENCE_SHOWN).replaceAll('`', '');
    case 'strong':
      return plainText(part.content);
    case 'link':
      return part.label;
  }
}
