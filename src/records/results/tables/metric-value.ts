/** A row a value: columns for the metric's name and its value, as in `melt`, Comet and TensorBoard. */
import { show } from '../../readers/unreadable-run-error.ts';
import { readCell } from '../cells.ts';
import { metricColumn, requireColumn, valueColumn } from './column-names.ts';
import { requireOneMeaning, saysMeaning } from './one-meaning.ts';
import {
  bareName,
  type ColumnOptions,
  distinct,
  isEmpty,
  refuse,
  type Table,
  type TableRow,
  textOf,
} from './table.ts';

/** They describe the value, and differ between metrics of a run. */
const OF_VALUE =
  /^(notes?|comments?|description|units?|direction|better|higher_is_better|wall_time|timestamp\w*|time|date|created(_at)?|offset|editable|duration|run_context|value_(min|max)|step_(min|max|current)|timestamp_\w+)$/;
const MAX_METRICS = 1000;

/** @returns null for other layouts */
export function fromMetricValues(table: Table, options: ColumnOptions): Table | null {
  const { columns, rows } = table;
  const nameAt =
    options.metricColumn === undefined
      ? metricColumn(table)
      : requireColumn(table, '--metric-column', options.metricColumn);
  const valueAt =
    options.valueColumn === undefined
      ? valueColumn(table)
      : requireColumn(table, '--value-column', options.valueColumn);
  if (nameAt < 0 || valueAt < 0 || nameAt === valueAt) return null;
  const isNumber = ({ cells }: TableRow) => typeof readCell(cells[nameAt]) === 'number';
  if (options.metricColumn === undefined && rows.some(isNumber)) return null;
  const names = [...distinct(table, nameAt)];
  if (names.length > MAX_METRICS)
    refuse(
      { file: table.file, line: null },
      `the column ${show(columns[nameAt])} names ${names.length} metrics; at most ${MAX_METRICS} are possible`,
    );
  if (columns.some((column, at) => at !== nameAt && saysMeaning(column)))
    for (const name of names) {
      const own = rows.filter(({ cells }) => textOf(cells[nameAt]) === name);
      requireOneMeaning([{ table: { ...table, rows: own }, used: new Set([nameAt]) }]);
    }
  const keyAt = columns.flatMap((column, at) =>
    at === nameAt || at === valueAt || column === '' || OF_VALUE.test(bareName(column)) ? [] : [at],
  );
  const places = new Map(names.map((name, at) => [name, keyAt.length + at]));
  const runs = new Map<string, TableRow[]>();
  for (const { cells, ...from } of rows) {
    const at = { file: table.file, ...from };
    const name = textOf(cells[nameAt]);
    if (name === '') refuse(at, `${show(columns[nameAt])} is empty; it must name the metric`);
    const place = places.get(name) as number;
    const key = keyAt.map((at) => cells[at]);
    const id = JSON.stringify(key);
    const same = runs.get(id) ?? [];
    runs.set(id, same);
    let row = same.find((earlier) => isEmpty(earlier.cells[place]));
    if (row === undefined) {
      if (same.length > 0 && names.length > 1)
        refuse(
          at,
          `the metric ${show(name)} appears twice for one run, also on line ${same[0]?.line}; add a column that tells runs apart, such as seed`,
        );
      row = { ...from, cells: [...key, ...names.map(() => null)] };
      same.push(row);
    }
    (row.cells as unknown[])[place] = cells[valueAt];
  }
  return {
    ...table,
    columns: [...keyAt.map((at) => columns[at] as string), ...names],
    rows: [...runs.values()].flat(),
  };
}
