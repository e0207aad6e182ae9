import { type CST, Parser } from 'yaml';

/**
 * Deep nesting would overflow the stack of the YAML library, or crash V8's regular expressions.
 *
 * @returns the offset of deeper nesting; null if there is none
 */
export function findDeepNesting(text: string, maxDepth: number): number | null {
  const pending: Array<readonly [CST.Token, number]> = [];
  for (const token of new Parser().parse(text)) pending.push([token, 0]);
  for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
    const [token, depth] = entry;
    if (depth > maxDepth) return token.offset;
    if (token.type === 'document' && token.value !== undefined) pending.push([token.value, depth]);
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) pending.push([key, depth + 1]);
      if (value) pending.push([value, depth + 1]);
    }
  }
  return null;
}
