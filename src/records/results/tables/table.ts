/** A table of results before its columns are understood. */
import { UserError } from '../../../config/user-error.ts';
import { type FileLine, formatFileLine, show } from '../../readers/unreadable-run-error.ts';

export interface TableRow {
  /** Left out for a row of the table's own file. */
  readonly file?: string;
  readonly line: number | null;
  readonly cells: readonly unknown[];
  /** The rows of a run by step; left out for a table without steps. */
  readonly steps?: readonly Step[];
}

export interface Step {
  readonly at: number;
  readonly cells: readonly unknown[];
}

/** `--where COLUMN=VALUE` */
export interface Where {
  readonly column: string;
  readonly value: string;
}

export interface Table {
  readonly file: string;
  /** The folder of the runs of a model, in which the file is one run. */
  readonly folder?: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** The delimiter; null if numbers follow JSON's rules. */
  readonly delimiter: string | null;
  /** Notes on ambiguous or dropped content. */
  readonly notes?: readonly string[];
  /** What stands behind the numbers of a column: `%`, or empty for nothing. */
  readonly units?: ReadonlyMap<string, string>;
  /** The decimal mark of a column: `,`, `.`, `unclear` where a point may be between thousands, or empty for none. */
  readonly marks?: ReadonlyMap<string, string>;
}

/** Options of the call about columns, and the rest that readers need. */
export interface ColumnOptions {
  readonly modelColumn?: string | undefined;
  readonly seedColumn?: string | undefined;
  readonly metricColumn?: string | undefined;
  readonly valueColumn?: string | undefined;
  readonly taskColumn?: string | undefined;
  readonly stepColumn?: string | undefined;
  /** What the folders of a result's path are: `model/task/seed`. */
  readonly folders?: string | undefined;
  /** Only these rows are read. */
  readonly where?: readonly Where[];
  /** These columns are not read. */
  readonly ignore?: readonly string[];
  readonly baseline: string | undefined;
  readonly metrics: readonly string[];
  readonly variants: readonly string[];
}

const MAX_CELLS = 20_000_000;
const MAX_COLUMNS = 10_000;
/** Expressions that look for words in a name take quadratic time. */
const MAX_COLUMN_CHARS = 2000;

export function requireBounded({ file, columns, rows }: Table): void {
  if (columns.length > MAX_COLUMNS)
    throw new UserError(`${file}: more than ${MAX_COLUMNS} columns; export only those you need`);
  if (columns.length * rows.length > MAX_CELLS)
    throw new UserError(`${file}: more than ${MAX_CELLS} cells; export only the columns you need`);
  const long = columns.find((column) => column.length > MAX_COLUMN_CHARS);
  if (long !== undefined)
    throw new UserError(
      `${file}: the column ${show(long)} has a name of more than ${MAX_COLUMN_CHARS} characters; shorten it`,
    );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  const harmful = columns.find((column) => /[\u0000-\u001f\u007f-\u009f]/.test(column));
  if (harmful !== undefined)
    throw new UserError(
      `${file}: the column ${show(harmful)} cannot be used: must not contain control characters`,
    );
}

export function refuse(place: FileLine, message: string): never {
  throw new UserError(`${formatFileLine(place)}: ${message}`);
}

/** Prefixes of trackers: a parameter, a tag, a result. MLflow's REST API uses `data` and `info`. */
const GIVEN = /^(data\.)?(params?|config|tags?|hparams?|attributes?|info)[./]/i;
const MEASURED = /^(data\.)?(metrics?|summary)[./](?=.)/i;

/** True if a tracker marks a column as an input of the run. */
export function isGiven(column: string): boolean {
  return GIVEN.test(column);
}

/** Strips the tracker's prefix: `acc` of `metrics.acc`. */
export function metricNameOf(column: string): string {
  return column.replace(MEASURED, '');
}

/** The common name of a column: `run_name` of `tags.mlflow.runName`, `random_state` of `params.random_state`. */
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

/** A cell as a name, which may be a number. */
export function textOf(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim();
  return isEmpty(cell) ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** The table without some of its columns. */
export function without(table: Table, columns: readonly number[]): Table {
  const isKept = (_: unknown, at: number) => !columns.includes(at);
  return {
    ...table,
    columns: table.columns.filter(isKept),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.filter(isKept) })),
  };
}

export function distinct(table: Table, at: number): Set<string> {
  return new Set(table.rows.map(({ cells }) => textOf(cells[at])));
}

export function showColumns(columns: readonly string[]): string {
  return showFirst(
    columns.filter((name) => name !== ''),
    10,
  );
}

export function showFirst(texts: readonly string[], most = 3): string {
  return texts.slice(0, most).map(show).join(', ') + (texts.length > most ? ' …' : '');
}
