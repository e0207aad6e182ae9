/** Finds numeric columns, so that a classifier compares them as numbers. */
import { isNumeral } from '../readers/numbers.ts';
import { readerOf } from './id-columns.ts';

export interface TableColumns {
  readonly width: number;
  /** Of the numeric columns; NaN where a value is missing. */
  numbersOf(line: string): Float64Array;
  wordsOf(line: string): string;
}

/** Number of lines that decide which columns are numeric. */
const LOOKED_AT = 1000;
const MISSING = new Set(['', 'na', 'nan', 'null', 'none', '?']);
/** Fewer distinct numbers are compared as words. */
const FEWEST_COLUMNS = 2;

/** @returns null unless at least two columns are numeric */
export function findTableColumns(sets: ReadonlyArray<readonly string[]>): TableColumns | null {
  const some = sets.flatMap((lines) => lines.slice(0, LOOKED_AT));
  const fieldsOf = readerOf(some);
  if (fieldsOf === null) return null;
  const rows = some.map(fieldsOf);
  const names = [...(rows[0]?.keys() ?? [])];
  const numeric = names.filter((name) => isNumeric(rows.map((row) => row.get(name) ?? '')));
  if (numeric.length < FEWEST_COLUMNS) return null;
  const known = new Set(numeric);
  return {
    width: numeric.length,
    numbersOf(line) {
      const fields = fieldsOf(line);
      return Float64Array.from(numeric, (name) => toNumber(fields.get(name) ?? ''));
    },
    wordsOf: (line) =>
      [...fieldsOf(line)].flatMap(([name, value]) => (known.has(name) ? [] : [value])).join(' '),
  };
}

function isNumeric(values: readonly string[]): boolean {
  const stated = values.map(unquoted).filter((value) => !MISSING.has(value.toLowerCase()));
  return stated.length > values.length / 2 && stated.every(isNumeral);
}

function toNumber(value: string): number {
  const text = unquoted(value);
  return isNumeral(text) ? Number(text) : Number.NaN;
}

function unquoted(value: string): string {
  return value.trim().replace(/^"(.*)"$/, '$1');
}
