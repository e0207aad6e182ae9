/** What a cell or a JSON value says as a number: a number (perhaps not a finite one), `null` for "not measured", or `undefined` for something else. */
export function toNumber(value: unknown): number | null | undefined {
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (NOT_MEASURED.has(text)) return null;
  if (/^[+-]?nan$/i.test(text)) return Number.NaN;
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinite === null) return undefined;
  return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** A finite number, or null for anything else. */
export function finiteOrNull(value: unknown): number | null {
  const number = toNumber(value);
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Keras writes NA, Python's csv module an empty cell or None. */
const NOT_MEASURED: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'None', 'null']);

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export function isNumeral(text: string): boolean {
  return DECIMAL.test(text);
}

/** CSV has only text: a cell that looks like a number is one. */
export function parseCell(cell: string): number | string {
  return isNumeral(cell) ? Number(cell) : cell;
}

/** A cell as a number, as `toNumber` has it; null for a row that is too short. */
export function cellToNumber(cell: string | undefined): number | null | undefined {
  return toNumber(parseCell(cell ?? ''));
}
