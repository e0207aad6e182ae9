/** Keeps the last value of each column in tables with a row an epoch or step. */
import { show } from '../../readers/unreadable-run-error.ts';
import { readCell } from '../cells.ts';
import { axisColumn } from './column-names.ts';
import { isEmpty, type Table, type TableRow } from './table.ts';

export interface LastRows {
  readonly table: Table;
  readonly note: string | null;
}

interface Step {
  readonly at: number;
  readonly row: TableRow;
}

/** @param keyOf identifies the run of a row; `isSure` if it includes seeds */
export function lastRows(table: Table, keyOf: (row: TableRow) => string, isSure: boolean): LastRows {
  const unchanged = { table, note: null };
  const axis = axisColumn(table);
  if (axis < 0) return unchanged;
  const runs = new Map<string, Step[]>();
  for (const row of table.rows) {
    const key = keyOf(row);
    const at = readCell(row.cells[axis]);
    if (typeof at !== 'number') return unchanged;
    const steps = runs.get(key) ?? [];
    runs.set(key, steps);
    steps.push({ at, row });
  }
  if (runs.size === table.rows.length) return unchanged;
  const all = [...runs.values()];
  // Without seeds, an epoch column may tell where runs stopped: a log starts at the same step in every run.
  if (!isSure && !all.every((steps) => isLog(steps) && steps[0]?.at === all[0]?.[0]?.at)) return unchanged;
  // A single run repeated with another number of epochs is no log.
  if (all.filter(({ length }) => length > 1).length * 2 < all.length) return unchanged;
  const name = table.columns[axis] as string;
  for (const steps of all) {
    steps.sort((a, b) => a.at - b.at);
    const twice = steps.find(({ at }, index) => index > 0 && steps[index - 1]?.at === at);
    if (twice !== undefined && isSure) return unchanged;
  }
  const rows = all.map((steps) => merge(steps.map(({ row }) => row)));
  const ends = all.map((steps) => steps.at(-1)?.at ?? 0);
  return {
    table: { ...table, columns: hidden(table.columns, axis), rows },
    note: describe(name, table.rows.length - rows.length, ends),
  };
}

/** The last step is not compared. */
function hidden(columns: readonly string[], axis: number): readonly string[] {
  return columns.map((column, at) => (at === axis ? '' : column));
}

function isLog(steps: readonly Step[]): boolean {
  return steps.every(({ at }, index) => index === 0 || at > (steps[index - 1] as Step).at);
}

/** Logs are sparse: training loss and validation stand in separate rows. */
function merge(rows: readonly TableRow[]): TableRow {
  const last = rows.at(-1) as TableRow;
  return {
    line: last.line,
    cells: last.cells.map(
      (cell, at) =>
        (isEmpty(cell) ? rows.findLast(({ cells }) => !isEmpty(cells[at]))?.cells[at] : cell) ?? null,
    ),
  };
}

function describe(axis: string, above: number, ends: readonly number[]): string {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const end of ends) [least, most] = [Math.min(least, end), Math.max(most, end)];
  const unequal =
    least === most ? '' : ` The runs end at different values of ${show(axis)}: from ${least} to ${most}.`;
  return `Each run has several rows by ${show(axis)}: the last value of each column is used, and ${above} earlier rows are ignored.${unequal}`;
}
