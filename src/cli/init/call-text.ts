/** Parts of code, as text: the arguments of a call, and what stands between two signs. */

const MAX_CALL = 4000;

/** The arguments of a call, from behind its bracket; none where it does not end. */
export function argumentsAt(text: string, start: number): string[] {
  const end = scan(text, start, (depth) => depth < 0);
  return end === null ? [] : splitOutside(text.slice(start, end), ',');
}

/** Parts between a sign that stands in no bracket and no quotes, trimmed. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (;;) {
    const end = scan(text, start, (depth, sign) => depth === 0 && sign === separator);
    parts.push(text.slice(start, end ?? undefined).trim());
    if (end === null) return parts;
    start = end + 1;
  }
}

/** @returns where the first sign outside of quotes is that is looked for */
function scan(text: string, start: number, isEnd: (depth: number, sign: string) => boolean): number | null {
  let depth = 0;
  let quote = '';
  for (let at = start; at < Math.min(text.length, start + MAX_CALL); at += 1) {
    const sign = text[at] ?? '';
    if (quote !== '') {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if (/["'`]/.test(sign)) quote = sign;
    else {
      if (/[)\]}]/.test(sign)) depth -= 1;
      if (isEnd(depth, sign)) return at;
      if (/[([{]/.test(sign)) depth += 1;
    }
  }
  return null;
}

/** The text in quotes; `None` and the like are null. */
export function unquote(value: string | null | undefined): string | null {
  if (value === null || value === undefined || /^(?:None|null|undefined|\.\.\.|)$/.test(value)) return null;
  return value.replace(/^[rbu]?["'`]|["'`]$/g, '');
}
