const INDENT = '  ';

/**
 * Breaks lines between words, where a terminal would break within them. A word that is longer stays whole, so that a path can be
 * copied.
 *
 * @param columns width of the terminal; undefined: it is none, and lines stay as they are
 */
export function wrapLines(text: string, columns: number | undefined): string {
  if (!columns) return text;
  return text
    .split('\n')
    .map((line) => (line.length <= columns ? line : wrapLine(line, columns)))
    .join('\n');
}

function wrapLine(line: string, columns: number): string {
  const [first = '', ...words] = line.split(/(?<=\S) +/);
  const wrapped: string[] = [];
  let open = first;
  for (const word of words) {
    if (open.length + 1 + word.length <= columns) open += ` ${word}`;
    else {
      wrapped.push(open);
      open = `${INDENT}${word}`;
    }
  }
  return [...wrapped, open].join('\n');
}
