/** What a reader takes in at once: a finding above the fold is one line. */
export const LINE_CHARS = 140;
/** A clause that is shorter says nothing by itself. */
const FEWEST_CHARS = 25;
/** Marks of clauses, the clearest first. */
const MARKS = ['.', ';', ':', '(', ','];

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

/** The whole clauses of a sentence that fit, without their last mark. Where there is none, as `shorten` has it. */
export function firstClauses(sentence: string, maxChars: number): string {
  const chars = [...sentence];
  if (chars.length <= maxChars) return sentence;
  const ends = wordEnds(chars, maxChars - 1);
  for (const mark of MARKS) {
    const clauses = ends.flatMap((end) =>
      chars[end - 1] === mark ? end - 1 : mark === '(' && chars[end + 1] === mark ? end : [],
    );
    const end = clauses.at(-1) ?? 0;
    if (end >= FEWEST_CHARS) return chars.slice(0, end).join('');
  }
  return shorten(sentence, maxChars);
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
