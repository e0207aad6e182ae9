const OPENING = '([';
const CLOSING = ')]';

/**
 * A line of at most `maxChars` that ends where a reader would pause: after a clause, else after a word, and never within brackets,
 * where half an interval would pass for a number. What is left out shows as an ellipsis.
 */
export function shorten(line: string, maxChars: number): string {
  const all = [...line];
  if (all.length <= maxChars) return line;
  let depth = 0;
  let [clause, word] = [0, 0];
  for (const [at, char] of all.slice(0, maxChars - 1).entries()) {
    if (OPENING.includes(char)) depth += 1;
    if (CLOSING.includes(char)) depth = Math.max(0, depth - 1);
    if (depth > 0 || all[at + 1] !== ' ') continue;
    word = at + 1;
    if (char === ';') clause = at;
  }
  const end = clause > maxChars / 3 ? clause : word > 0 ? word : maxChars - 1;
  return `${all.slice(0, end).join('')}…`;
}

/**
 * The whole clauses of a sentence that fit: the ends of clauses before brackets and commas. Where there is none, as `shorten` has it.
 */
export function firstClauses(sentence: string, maxChars: number): string {
  if ([...sentence].length <= maxChars) return sentence;
  const start = [...sentence].slice(0, maxChars).join('');
  for (const mark of CLAUSE_ENDS) {
    for (let end = start.lastIndexOf(mark); end >= FEWEST_CHARS; end = start.lastIndexOf(mark, end - 1)) {
      const clause = start.slice(0, end);
      if (isBalanced(clause)) return clause;
    }
  }
  return shorten(sentence, maxChars);
}

const CLAUSE_ENDS = ['; ', ': ', ' (', ', '];
/** A clause that is shorter says nothing by itself. */
const FEWEST_CHARS = 25;

/** No interval is cut in two. */
function isBalanced(text: string): boolean {
  return ['[]', '()'].every(
    ([open, close]) => text.split(open ?? '').length === text.split(close ?? '').length,
  );
}
