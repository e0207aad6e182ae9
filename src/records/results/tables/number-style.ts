/** Detects decimal commas, thousands separators and percent signs from all cells of a column. */
import { isNumeral } from '../../readers/numbers.ts';
import type { Table } from './table.ts';

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
  if (styles.every((style) => style === null)) return table;
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
  return { ...table, rows };
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
  return percents > 0 && percents < numbers ? null : { marks, unclear, isOdd, isGrouped };
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
