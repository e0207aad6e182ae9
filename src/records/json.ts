/** JSON as other programs write it, and as they might write it to do harm. */

/** Nested deeper than any log format needs. */
const MAX_DEPTH = 20;
const NAN_MARK = '\u0000NaN\u0000';

/** JSON that parses, and that nobody who writes a log would write. */
export class RefusedJsonError extends SyntaxError {
  override name = 'RefusedJsonError';
}

/**
 * Parses JSON that another program wrote.
 *
 * - Bare `NaN`, `Infinity` and `-Infinity` are read as numbers: Python's `json` writes them, and a loss that is NaN is
 *   a finding, not a syntax error.
 * - A key `__proto__` and nesting beyond 20 levels are refused.
 *
 * @throws SyntaxError, RefusedJsonError where it parses
 */
export function parseJson(text: string): unknown {
  const value = parseWithBareNumbers(text);
  refuseHarm(value);
  return value;
}

/** What a text holds; undefined where `parseJson` would throw. */
export function tryParseJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function parseWithBareNumbers(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text) || text.includes(NAN_MARK)) throw error;
  }
  // Strings are matched first, so that the words inside them stay as they are; a bare word as a key stays an error. 1e999 is JSON's only way to infinity.
  // A string without an end is one, too: the search must not begin again at each of its quotes.
  const tokens = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|-?\b(?:NaN|Infinity)\b(?!\s*:)/gs;
  const replaced = text.replace(tokens, (token) => {
    if (token.startsWith('"')) return token;
    if (token.endsWith('NaN')) return JSON.stringify(NAN_MARK);
    return token.replace('Infinity', '1e999');
  });
  return JSON.parse(replaced, (_, value: unknown) => (value === NAN_MARK ? Number.NaN : value));
}

function refuseHarm(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) throw new RefusedJsonError(`nested more than ${MAX_DEPTH} levels deep`);
  // There may be millions of numbers.
  if (Array.isArray(value)) {
    for (const inner of value) if (typeof inner === 'object') refuseHarm(inner, depth + 1);
    return;
  }
  for (const key in value) {
    if (key === '__proto__') throw new RefusedJsonError('the key "__proto__" is reserved');
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'object') refuseHarm(inner, depth + 1);
  }
}

/** JSON with the keys of every object in one order, so that equal content is equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isObject(inner) ? sortKeys(inner) : inner));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortKeys(object: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(object);
  // Most come from a file that was written like this.
  if (keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key)) return object;
  return Object.fromEntries(keys.sort().map((key) => [key, object[key]]));
}
