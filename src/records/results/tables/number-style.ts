/** Detects decimal commas, thousands separators and percent signs from all cells of a column. */
import { isNumeral } from '../../readers/numbers.ts';
import { show } from '../../readers/unreadable-run-error.ts';
import { refuse, type Table } from './table.ts';

/** Marks a cell of which other cells do not tell what its point is. */
export const UNCLEAR = ' (decimal or thousands?)';
/** A number in any spelling, with the spaces that spreadsheets put between thousands. */
const SPELLED = /^[+-]?[\d.,][\d.,'’\u00a0\u202f ]*(?:e[+-]?\d+)?\s?%?$/i;

/**
 * Rewrites numbers to plain spelling. A table has one decimal mark, which its clear cells decide: `83,214` and `1.234` follow
 * them. A column that contradicts itself stays.
 */
export function spellNumbers(table: Table, keep: (column: string) => boolean): Table {
  if (table.delimiter === null) return table;
  const found = table.columns.map((name, at) => (keep(name) ? null : marksIn(table, at)));
  const marks = new Set(found.flatMap((column) => [...(column?.marks ?? [])]));
  const [only] = marks;
  const general = marks.size === 1 && only !== undefined ? only : null;
  const styles = found.map((column) => (column === null ? null : styleOf(column, general)));
  const known = {
    ...table,
    units: byColumn(table, found, ({ isPercent }) => (isPercent ? '%' : '')),
    marks: byColumn(table, found, ({ marks: own, unclear }) => {
      const [mark = general] = own;
      return mark ?? (unclear.has('.') ? 'unclear' : '');
    }),
  };
  if (styles.every((style) => style === null)) return known;
  const rows = table.rows.map(({ cells, ...place }) => ({
    ...place,
    cells: cells.map((cell, at) => {
      const style = styles[at];
      if (style == null || typeof cell !== 'string') return cell;
      const isUnsure = style === 'unclear' || (style === ',' && found[at]?.isGrouped === false);
      if (isUnsure && isNumeral(cell) && cell.includes('.')) return `${cell}${UNCLEAR}`;
      if (style === 'unclear') return cell;
      return respell(cell, style) ?? cell;
    }),
  }));
  return { ...known, rows };
}

function byColumn(
  { columns }: Table,
  found: ReadonlyArray<ColumnMarks | null>,
  spellingOf: (column: ColumnMarks) => string,
): ReadonlyMap<string, string> {
  return new Map(
    columns.flatMap((name, at) => {
      const column = found[at];
      return column?.hasNumbers === true ? [[name, spellingOf(column)] as const] : [];
    }),
  );
}

/** 950 ms and 1.2 s would be compared as 950 and 1.2, and 93 % with 0.93. */
export function requireOneUnit(tables: readonly Table[]): void {
  const known = new Map<string, { readonly unit: string; readonly file: string }>();
  for (const { file, units = new Map<string, string>() } of tables)
    for (const [column, unit] of units) {
      const before = known.get(column) ?? { unit, file };
      known.set(column, before);
      if (before.unit !== unit)
        refuse(
          { file, line: null },
          `has ${show(column)} ${inUnit(unit)}, but ${before.file} ${inUnit(before.unit)}; write one unit`,
        );
    }
}

/** Points that may stand between thousands, where the same column of another table has decimal commas. */
export function requireOneMark(tables: readonly Table[]): void {
  const unclear = tables.flatMap(({ file, marks = new Map<string, string>() }) =>
    [...marks].flatMap(([column, mark]) => (mark === 'unclear' ? [{ file, column }] : [])),
  );
  for (const { file, column } of unclear) {
    const other = tables.find(({ marks }) => marks?.get(column) === ',');
    if (other !== undefined)
      refuse(
        { file, line: null },
        `has ${show(column)} with points that may be between thousands, as in ${other.file}; write a point as the only decimal mark`,
      );
  }
}

function inUnit(unit: string): string {
  return unit === '' ? 'without a unit' : `in ${unit}`;
}

type Mark = ',' | '.';

interface ColumnMarks {
  /** Decimal marks of the cells that leave no choice. */
  readonly marks: ReadonlySet<Mark>;
  /** Kinds of cells that may be read in two ways: `83,214`, `1.234`. */
  readonly unclear: ReadonlySet<Mark>;
  readonly isOdd: boolean;
  /** True if a cell has points that are surely between thousands: `1.234,5`. */
  readonly isGrouped: boolean;
  readonly hasNumbers: boolean;
  readonly isPercent: boolean;
}

/** @returns null if only some cells are percent */
function marksIn({ rows }: Table, at: number): ColumnMarks | null {
  const marks = new Set<Mark>();
  const unclear = new Set<Mark>();
  let numbers = 0;
  let percents = 0;
  let isOdd = false;
  let isGrouped = false;
  for (const { cells } of rows) {
    const cell = cells[at];
    if (typeof cell !== 'string' || !SPELLED.test(cell)) continue;
    numbers += 1;
    if (cell.endsWith('%')) percents += 1;
    isOdd ||= !isNumeral(cell);
    isGrouped ||= /\..*[.,]/.test(cell);
    const asComma = respell(cell, ',') !== null;
    const asPoint = respell(cell, '.') !== null;
    if (!/[.,]/.test(cell)) continue;
    if (asComma && asPoint) unclear.add(cell.includes(',') ? ',' : '.');
    else if (asComma) marks.add(',');
    else if (asPoint) marks.add('.');
  }
  if (percents > 0 && percents < numbers) return null;
  return { marks, unclear, isOdd, isGrouped, hasNumbers: numbers > 0, isPercent: percents > 0 };
}

/** @returns null if all numbers are plain, or if the spelling is unclear */
function styleOf({ marks, unclear, isOdd }: ColumnMarks, general: Mark | null): Mark | 'unclear' | null {
  const [own] = marks;
  if (marks.size > 1) return null;
  const mark = own ?? general;
  if (own === undefined && general !== null && [...unclear].some((other) => other !== general))
    return 'unclear';
  if (mark !== null) return isOdd || unclear.size > 0 ? mark : null;
  return isOdd && !unclear.has(',') ? '.' : null;
}

/** @returns null if the cell is no number with this decimal mark */
function respell(cell: string, decimal: Mark): string | null {
  if (!SPELLED.test(cell)) return null;
  const marked = cell.replace(/\s*%$/, '').replaceAll(/[\u00a0\u202f ]/g, '’');
  const parts = /^([+-]?)([^e]*?)(e[+-]?\d+)?$/i.exec(marked);
  if (parts === null) return null;
  const [, sign = '', digits = '', exponent = ''] = parts;
  const [whole = '', fraction, ...more] = digits.split(decimal);
  const isWhole = /^\d*$/.test(whole) || /^[1-9]\d{0,2}(?:([.,'’])\d{3})(?:\1\d{3})*$/.test(whole);
  if (!isWhole || more.length > 0) return null;
  const spelled = `${sign}${whole.replaceAll(/\D/g, '')}${fraction === undefined ? '' : `.${fraction}`}${exponent}`;
  return isNumeral(spelled) ? spelled : null;
}
