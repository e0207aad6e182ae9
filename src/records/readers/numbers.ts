/** A value as a number, which may be infinite; `null` if not measured, `undefined` for anything else. */
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

export function finiteOrNull(value: unknown): number | null {
  const number = toNumber(value);
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Keras writes NA; Python's csv module writes an empty cell or None. */
const NOT_MEASURED: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'None', 'null']);

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export function isNumeral(text: string): boolean {
  return DECIMAL.test(text);
}

/** A cell that looks like a number is one. */
export function parseCell(cell: string): number | string {
  return isNumeral(cell) ? Number(cell) : cell;
}

/** `toNumber` of a cell; null for a short row. */
export function cellToNumber(cell: string | undefined): number | null | undefined {
  return toNumber(parseCell(cell ?? ''));
}
