/** Applies `--where` and `--ignore`, before anything is understood of a table. */
import { UserError } from '../../../config/user-error.ts';
import { show } from '../../readers/unreadable-run-error.ts';
import { readCell } from '../cells.ts';
import { isAxisName, requireColumn } from './column-names.ts';
import { type ColumnOptions, distinct, showFirst, type Table, textOf, type Where, without } from './table.ts';

/** `--where epoch=last` */
const LAST = 'last';

export function selectRows(table: Table, options: ColumnOptions): Table {
  let selected = table;
  for (const condition of options.where ?? [])
    if (!isLast(condition, options)) selected = keepRows(selected, condition);
  const ignored = (options.ignore ?? []).map((column) => requireColumn(selected, '--ignore', column));
  return ignored.length === 0 ? selected : without(selected, ignored);
}

/** True if each run's own last row is wanted, wherever it ends. */
export function takesLast(options: ColumnOptions): boolean {
  return (options.where ?? []).some((condition) => isLast(condition, options));
}

function isLast({ column, value }: Where, { stepColumn }: ColumnOptions): boolean {
  return value === LAST && (column === stepColumn || isAxisName(column));
}

function keepRows(table: Table, { column, value }: Where): Table {
  const at = requireColumn(table, '--where', column);
  const number = readCell(value);
  const isMeant = (cell: unknown) =>
    textOf(cell) === value || (typeof number === 'number' && readCell(cell) === number);
  const rows = table.rows.filter(({ cells }) => isMeant(cells[at]));
  if (rows.length > 0) return { ...table, rows };
  const values = [...distinct(table, at)];
  throw new UserError(
    `--where: no row of ${table.file} has ${show(value)} in ${show(column)}; it has ${showFirst(values, 5)}`,
  );
}
