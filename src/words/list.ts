/** `a, b and c`. */
export function enumerate(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return words.map((word, at) => `${separator(at, words.length, last)}${word}`).join('');
}

/** `a, b and 3 more`. */
export function firstOf(words: readonly string[], most: number): string {
  const hidden = words.length - most;
  const shown = words.slice(0, most).join(', ');
  return hidden > 0 ? `${shown} and ${hidden} more` : shown;
}

/** `"a", "b" and 3 more`. */
export function quoteNames(names: readonly string[], most = 10): string {
  return firstOf(
    names.map((name) => `"${name}"`),
    most,
  );
}

export function separator(at: number, length: number, last: 'and' | 'or'): string {
  if (at === 0) return '';
  return at === length - 1 ? ` ${last} ` : ', ';
}

/** Text from outside in a message: in quotes, escaped as in JSON, and cut at `maxChars`. */
export function quote(text: string, maxChars = 100): string {
  return JSON.stringify(text.length > maxChars ? `${text.slice(0, maxChars)}…` : text);
}
