/** A table of results as it was read, before anybody knows what its columns mean. */
import { UserError } from '../../../config/user-error.ts';
import { formatPlace, type Place, show } from '../../readers/unreadable-run-error.ts';

export interface TableRow {
  /** Null where a file is one object. */
  readonly line: number | null;
  /** In the order of the columns. */
  readonly cells: readonly unknown[];
}

export interface Table {
  /** As the user named it. */
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** What stands between two cells; null where numbers are written by the rules of JSON. */
  readonly delimiter: string | null;
  /** What was read otherwise than it may be meant, or left out. */
  readonly notes?: readonly string[];
}

/** What a call says of the columns, and what a reader has to know of the rest of it. */
export interface ColumnOptions {
  readonly modelColumn?: string | undefined;
  readonly seedColumn?: string | undefined;
  readonly metricColumn?: string | undefined;
  readonly valueColumn?: string | undefined;
  readonly baseline: string | undefined;
  readonly metrics: readonly string[];
  readonly variants: readonly string[];
}

/** Over one file, so that it cannot take all memory. */
const MAX_CELLS = 20_000_000;
const MAX_COLUMNS = 10_000;

export function requireBounded({ file, columns, rows }: Table): void {
  if (columns.length > MAX_COLUMNS)
    throw new UserError(`${file}: more than ${MAX_COLUMNS} columns; export only those you need`);
  if (columns.length * rows.length > MAX_CELLS)
    throw new UserError(`${file}: more than ${MAX_CELLS} cells; export only the columns you need`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  const harmful = columns.find((column) => /[\u0000-\u001f\u007f-\u009f]/.test(column));
  if (harmful !== undefined)
    throw new UserError(
      `${file}: the column ${show(harmful)} cannot be used: must not contain control characters`,
    );
}

export function refuse(place: Place, message: string): never {
  throw new UserError(`${formatPlace(place)}: ${message}`);
}

/** Where trackers write what a column is of: a parameter, a tag, a result. MLflow's REST interface has them in `data` and `info`. */
const GIVEN = /^(data\.)?(params?|config|tags?|hparams?|attributes?|info)[./]/i;
const MEASURED = /^(data\.)?(metrics?|summary)[./](?=.)/i;

/** Whether a tracker says that a column was given to the run, and not measured. */
export function isGiven(column: string): boolean {
  return GIVEN.test(column);
}

/** The name of a metric without the tracker's prefix: `acc` of `metrics.acc`. */
export function metricNameOf(column: string): string {
  return column.replace(MEASURED, '');
}

/** A name by which a column is known, whoever wrote it: `run_name` of `tags.mlflow.runName`, `random_state` of `params.random_state`. */
export function bareName(column: string): string {
  return column
    .replace(GIVEN, '')
    .replace(/^mlflow\./i, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s./-]+/g, '_');
}

export function isEmpty(cell: unknown): boolean {
  return cell === '' || cell === null || cell === undefined;
}

/** A cell as a name: numbers are names as well. */
export function textOf(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim();
  return isEmpty(cell) ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** The texts of a column, each once. */
export function distinct(table: Table, at: number): Set<string> {
  return new Set(table.rows.map(({ cells }) => textOf(cells[at])));
}

/** The notes of a table whose layout has no place for some columns. */
export function notesBeside(
  { notes = [] }: Table,
  what: string,
  others: readonly string[],
): readonly string[] {
  if (others.length === 0) return notes;
  return [...notes, `Columns other than the ${what} are left out: ${showColumns(others)}.`];
}

const MAX_SHOWN = 10;

export function showColumns(columns: readonly string[]): string {
  const shown = columns.filter((name) => name !== '');
  return shown.slice(0, MAX_SHOWN).map(show).join(', ') + (shown.length > MAX_SHOWN ? ' …' : '');
}
