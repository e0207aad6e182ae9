/** Parses JSON of other programs, which may be hostile. */

/** Nested deeper than any log format needs. */
const MAX_DEPTH = 20;
/** As JSON knows it: space, tab and line breaks. */
const WHITE_SPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const QUOTE = 0x22;
const NAN_MARK = '\u0000NaN\u0000';

/** JSON that parses but that no logger writes. */
export class RefusedJsonError extends SyntaxError {
  override name = 'RefusedJsonError';
}

/** `JSON.parse` keeps the last value of a key that stands twice in one object, which will do to see what a file is. */
export type RepeatedKeys = 'refused' | 'kept';

/**
 * Parses JSON of another program. Bare `NaN`, `Infinity` and `-Infinity` are numbers, because Python's `json` writes
 * them. A key twice, a key `__proto__` and nesting beyond 20 levels are refused.
 *
 * @throws SyntaxError, RefusedJsonError
 */
export function parseJson(text: string, repeats: RepeatedKeys = 'refused'): unknown {
  const value = parseWithBareNumbers(text);
  const keys = countKeys(value);
  // A text with as many such colons as keys has no key twice, and needs no second look.
  if (repeats === 'refused' && countColons(text, keys) > keys) refuseRepeatedKey(text);
  return value;
}

/** `parseJson`, but undefined for errors. */
export function tryParseJson(text: string, repeats: RepeatedKeys = 'refused'): unknown {
  try {
    return parseJson(text, repeats);
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
  // Matches strings first, so that words inside them stay; a bare word as a key stays an error. 1e999 is JSON's only infinity.
  // An unterminated string counts as one, else the search would restart at each quote.
  const tokens = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|-?\b(?:NaN|Infinity)\b(?!\s*:)/gs;
  const replaced = text.replace(tokens, (token) => {
    if (token.startsWith('"')) return token;
    if (token.endsWith('NaN')) return JSON.stringify(NAN_MARK);
    return token.replace('Infinity', '1e999');
  });
  return JSON.parse(replaced, (_, value: unknown) => (value === NAN_MARK ? Number.NaN : value));
}

/** @throws RefusedJsonError */
function countKeys(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth >= MAX_DEPTH) throw new RefusedJsonError(`nested more than ${MAX_DEPTH} levels deep`);
  let keys = 0;
  // There may be millions of numbers.
  if (Array.isArray(value)) {
    for (const inner of value) if (typeof inner === 'object') keys += countKeys(inner, depth + 1);
    return keys;
  }
  for (const key in value) {
    if (key === '__proto__') throw new RefusedJsonError('the key "__proto__" is reserved');
    keys += 1;
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'object') keys += countKeys(inner, depth + 1);
  }
  return keys;
}

/** Counts colons after a quote, as each key has one, up to one more than `most`. Texts may have some too. */
function countColons(text: string, most: number): number {
  let colons = 0;
  for (let at = text.indexOf(':'); at >= 0 && colons <= most; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (WHITE_SPACE.has(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === QUOTE) colons += 1;
  }
  return colons;
}

/** A string before a colon is a key of the innermost open object. */
function refuseRepeatedKey(text: string): void {
  const open: Array<Set<string>> = [];
  for (const [token, string, colon] of text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]/gs)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    if (string === undefined || colon === undefined) continue;
    const key: string = JSON.parse(string);
    const keys = open.at(-1);
    if (keys?.has(key) === true)
      throw new SyntaxError(
        `the key ${JSON.stringify(key.slice(0, 100))} appears twice in one object; write it once`,
      );
    keys?.add(key);
  }
}

/** JSON with sorted keys, so that equal content gives equal bytes. */
export function canonicalJson(value: unknown): string {
  // A replacer would take ten times as long.
  return JSON.stringify(sortKeys(value));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the value itself where its keys are sorted, as those of most files are */
function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) {
    const inner = value.map(sortKeys);
    return inner.every((one, at) => one === value[at]) ? value : inner;
  }
  const keys = Object.keys(value);
  const object = value as Record<string, unknown>;
  const inner = keys.map((key) => sortKeys(object[key]));
  if (keys.every((key, at) => inner[at] === object[key] && (at === 0 || (keys[at - 1] ?? '') < key)))
    return value;
  return Object.fromEntries(
    keys.map((key, at) => [key, inner[at]] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
