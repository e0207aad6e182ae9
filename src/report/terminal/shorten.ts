/**
 * A line of at most `maxChars` that ends where a reader would pause: after a clause, else after a word, and never within brackets,
 * where half an interval would pass for a number. What is left out shows as an ellipsis.
 */
export function shorten(line: string, maxChars: number): string {
  const chars = [...line];
  if (chars.length <= maxChars) return line;
  const ends = wordEnds(chars, maxChars - 1);
  const clause = (ends.findLast((end) => '.;'.includes(chars[end - 1] ?? ' ')) ?? 0) - 1;
  const end = clause > maxChars / 3 ? clause : (ends.at(-1) ?? maxChars - 1);
  return `${chars.slice(0, end).join('')}…`;
}

/** Where a space follows, outside of brackets. */
function wordEnds(chars: readonly string[], most: number): readonly number[] {
  const ends: number[] = [];
  let depth = 0;
  for (const [at, char] of chars.slice(0, most).entries()) {
    if ('(['.includes(char)) depth += 1;
    if (')]'.includes(char)) depth = Math.max(0, depth - 1);
    if (depth === 0 && chars[at + 1] === ' ' && !isAbbreviation(chars, at)) ends.push(at + 1);
  }
  return ends;
}

/** Behind `e.g.` nobody pauses. */
function isAbbreviation(chars: readonly string[], at: number): boolean {
  return (
    chars[at] === '.' &&
    /(^|[\s(])(e\.g|i\.e|vs|cf|approx|no)\.$/i.test(chars.slice(Math.max(0, at - 8), at + 1).join(''))
  );
}
