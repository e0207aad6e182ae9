/** Detects decimal commas, thousands separators and percent signs from all cells of a column. */
import { isNumeral } from '../../readers/numbers.ts';
import type { Table } from './table.ts';

/** A number in any spelling, with the spaces that spreadsheets put between thousands. */
const SPELLED = /^[+-]?[\d.,][\d.,'’\u00a0\u202f ]*(?:e[+-]?\d+)?\s?%?$/i;

/** Rewrites numbers to plain spelling; a column that contradicts itself stays. */
export function spellNumbers(table: Table, keep: (column: string) => boolean): Table {
  if (table.delimiter === null) return table;
  const styles = table.columns.map((name, at) => (keep(name) ? null : styleOf(table, at)));
  if (styles.every((style) => style === null)) return table;
  const rows = table.rows.map(({ line, cells }) => ({
    line,
    cells: cells.map((cell, at) => {
      const style = styles[at];
      return style == null || typeof cell !== 'string' ? cell : respell(cell, style);
    }),
  }));
  return { ...table, rows };
}

type Style = ',' | '.';

/** @returns null if all numbers are plain, or if the spelling is ambiguous */
function styleOf({ rows, delimiter }: Table, at: number): Style | null {
  const plain: string[] = [];
  const odd: string[] = [];
  for (const { cells } of rows) {
    const cell = cells[at];
    if (typeof cell !== 'string' || cell === '') continue;
    if (isNumeral(cell)) plain.push(cell);
    else if (SPELLED.test(cell)) odd.push(cell);
  }
  if (odd.length === 0) return null;
  const percents = odd.filter((cell) => cell.endsWith('%')).length;
  if (percents > 0 && percents < odd.length + plain.length) return null;
  const votes = new Set(odd.map(decimalIn));
  const hasPoints = plain.some((cell) => cell.includes('.'));
  if (votes.has(',') && votes.has('.')) return null;
  if (votes.has(',')) return hasPoints ? null : ',';
  if (votes.has('.') || !votes.has('either')) return '.';
  // Cells such as 83,214 alone are ambiguous.
  if (hasPoints) return '.';
  return delimiter === ';' ? ',' : null;
}

/** The decimal mark of a cell; `none` without one. */
function decimalIn(cell: string): Style | 'either' | 'none' {
  const comma = cell.lastIndexOf(',');
  const point = cell.lastIndexOf('.');
  if (comma < 0) return point < 0 ? 'none' : '.';
  if (point >= 0) return comma > point ? ',' : '.';
  if (cell.indexOf(',') !== comma) return '.';
  return /^[+-]?[1-9]\d{0,2},\d{3}(?!\d)/.test(cell) ? 'either' : ',';
}

function respell(cell: string, decimal: Style): string {
  if (isNumeral(cell) || !SPELLED.test(cell)) return cell;
  const marked = cell.replace(/\s*%$/, '').replaceAll(/[\u00a0\u202f ]/g, '’');
  const parts = /^([+-]?)([^e]*?)(e[+-]?\d+)?$/i.exec(marked);
  if (parts === null) return cell;
  const [, sign = '', digits = '', exponent = ''] = parts;
  const [whole = '', fraction, ...more] = digits.split(decimal);
  const isWhole = /^\d*$/.test(whole) || /^\d{1,3}(?:([.,'’])\d{3})(?:\1\d{3})*$/.test(whole);
  if (!isWhole || more.length > 0) return cell;
  const spelled = `${sign}${whole.replaceAll(/\D/g, '')}${fraction === undefined ? '' : `.${fraction}`}${exponent}`;
  return isNumeral(spelled) ? spelled : cell;
}
