/** Brings a table to one row a run, or a step of a run, and one column a metric. */
import { isModelName, isSeedName } from './column-names.ts';
import { fromMetricValues } from './metric-value.ts';
import { spellNumbers } from './number-style.ts';
import { selectRows } from './select-rows.ts';
import { withoutSummaries } from './summary-rows.ts';
import { type ColumnOptions, distinct, type Table } from './table.ts';

export function reshape(raw: Table, options: ColumnOptions): Table {
  const isName = (column: string) =>
    isModelName(column) ||
    isSeedName(column) ||
    column === options.modelColumn ||
    column === options.seedColumn;
  const whole = withoutEmptyColumns(withoutSummaries(raw, options));
  const plain = spellNumbers(selectRows(whole, options), isName);
  return withoutSummaries(fromMetricValues(plain, options) ?? plain, options);
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
