/** Reshapes a table to one row a run, or a step of a run, and one column a metric. */
import { isModelName, isSeedName } from './column-names.ts';
import { fromMetricValues } from './layouts/metric-value.ts';
import { fromRunColumns } from './layouts/run-columns.ts';
import { fromSeedColumns } from './layouts/seed-columns.ts';
import { fromTaskColumns } from './layouts/task-columns.ts';
import type { Unnamed } from './layouts/unnamed-metric.ts';
import { curveFile } from './models-from-filenames.ts';
import { expandDictionaries } from './nested-columns.ts';
import { spellNumbers } from './number-style.ts';
import { selectRows } from './select-rows.ts';
import { withoutSummaries } from './summary-rows.ts';
import { type ColumnOptions, distinct, type Table } from './table.ts';

export interface Reshaped {
  readonly table: Table;
  /** The column `run` names every run, which is one model unless the name includes a seed. */
  readonly isByRun: boolean;
}

export function reshape(raw: Table, options: ColumnOptions, unnamed: Unnamed): Reshaped {
  const isName = (column: string) =>
    isModelName(column) ||
    isSeedName(column) ||
    column === options.modelColumn ||
    column === options.seedColumn;
  const expanded = expandDictionaries(withoutEmptyColumns(withoutSummaries(raw, options)));
  const plain = spellNumbers(selectRows(expanded, options), isName);
  const curve = ofCurve(plain, unnamed);
  if (curve !== null) return { table: curve, isByRun: false };
  const byRun = fromRunColumns(plain);
  if (byRun !== null) return { table: byRun, isByRun: true };
  const byTask = fromTaskColumns(plain, options, unnamed);
  const bySeed = byTask ?? fromSeedColumns(plain, options, unnamed) ?? plain;
  const table = withoutSummaries(fromMetricValues(bySeed, options) ?? bySeed, options);
  return { table, isByRun: false };
}

/** Trailing delimiters, and pandas' index. */
function withoutEmptyColumns(table: Table): Table {
  const isKept = table.columns.map((name, at) => name !== '' || isTextIndex(table, at));
  if (isKept.every(Boolean)) return table;
  return {
    ...table,
    columns: table.columns.flatMap((name, at) => (isKept[at] ? [name] : [])),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.filter((_, at) => isKept[at]) })),
  };
}

/** The first column may name models without a header. */
function isTextIndex(table: Table, at: number): boolean {
  return at === 0 && [...distinct(table, at)].every((text) => /^[a-z]/i.test(text));
}

const CURVE_COLUMNS: ReadonlySet<string> = new Set(['wall time', 'step', 'value', 'relative']);

/** A TensorBoard curve has its name in the file name. */
function ofCurve(table: Table, unnamed: Unnamed): Table | null {
  const names = table.columns.map((column) => column.trim().toLowerCase());
  const step = names.indexOf('step');
  const value = names.indexOf('value');
  if (step < 0 || value < 0 || !names.every((name) => CURVE_COLUMNS.has(name))) return null;
  const metric = curveFile(table.file)?.metric ?? unnamed.nameFor(table.file);
  return {
    ...table,
    columns: ['step', metric],
    rows: table.rows.map(({ line, cells }) => ({ line, cells: [cells[step], cells[value]] })),
  };
}
