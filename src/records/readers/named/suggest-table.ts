/** Finds the last value of a metric in a printed table whose columns are separated by spaces or bars. */
import { meansTheSame } from '../../../stats/metrics/names.ts';
import type { Split } from '../../record.ts';
import { parseFlatName } from '../flat-names.ts';
import { isEpochName } from '../steps/axis-names.ts';
import { NUMBER, printedNumber } from './printed-number.ts';

export interface TableCell {
  readonly pattern: string;
  readonly value: number;
  readonly split: Split | null;
}

/** A summary row. Rows of one class or model are ambiguous. */
const WHOLE = /^(all|overall|total|mean|average|avg)$/i;
const MAX_COLUMNS = 40;
const IS_NUMBER = new RegExp(`^${NUMBER}$`, 'i');

/** @param lines in order, trimmed */
export function cellInTable(metric: string, lines: readonly string[]): TableCell | null {
  for (let at = lines.length - 2; at >= 0; at -= 1) {
    const found = cellBelow(metric, lines, at);
    if (found !== null) return found;
  }
  return null;
}

function cellBelow(metric: string, lines: readonly string[], at: number): TableCell | null {
  const header = headerOf(lines[at] ?? '');
  if (header.some((cell) => IS_NUMBER.test(cell))) return null;
  const columns = header.map(plainName);
  const column = columns.findIndex(
    ({ name, split }) => meansTheSame(name, metric) && split !== 'train' && split !== 'shifted',
  );
  if (column < 0) return null;
  const rows: string[][] = [];
  for (const line of lines.slice(at + 1)) {
    const cells = cellsOf(line);
    const isRow = cells.length === header.length || cells.length === header.length + 1;
    if (isRow && IS_NUMBER.test(cells[column + cells.length - header.length] ?? '')) rows.push(cells);
    else if (!/^[\s|+:=-]*$/.test(line)) break;
  }
  const whole = rows.findLast(([first = '']) => WHOLE.test(first));
  const isSeries = header.some(isEpochName);
  const row = whole ?? (isSeries || rows.length === 1 ? rows.at(-1) : undefined);
  if (row === undefined) return null;
  const index = column + row.length - header.length;
  const value = printedNumber(row[index] ?? '');
  if (value === null) return null;
  const first = whole !== undefined ? whole[0] : isSeries ? '[-+0-9.e]+' : '\\S+';
  const before = index === 0 ? '' : `${first}[\\s|]+${index > 1 ? `(?:\\S+[\\s|]+){${index - 1}}` : ''}`;
  return { pattern: `^[\\s|]*${before}([-+0-9.e]+)`, value, split: columns[column]?.split ?? null };
}

/** Progress follows a colon: `mAP50  mAP50-95): 100%|███| 4/4`. */
function headerOf(line: string): readonly string[] {
  const cells = cellsOf(line);
  const end = cells.findIndex((cell) => cell.endsWith(':'));
  return (end < 0 ? cells : cells.slice(0, end + 1)).slice(0, MAX_COLUMNS);
}

function cellsOf(line: string): string[] {
  return line.split(/[\s|]+/).filter((cell) => cell !== '');
}

/** `Box(P` is P; `mAP50-95):` loses its marks. */
function plainName(cell: string) {
  return parseFlatName((/[\w@%/.-]+(?=[):]*$)/.exec(cell)?.[0] ?? cell).replaceAll('-', '_'));
}
