/** Joins the rows of a run: one a step makes a curve, whose last values count. */
import { show } from '../../readers/unreadable-run-error.ts';
import { readCell } from '../cells.ts';
import { axisColumns, requireColumn, runIdColumns } from './column-names.ts';
import { distinguishing, howToDecide } from './distinguishing.ts';
import type { Identified } from './models-of-rows.ts';
import { takesLast } from './select-rows.ts';
import {
  type ColumnOptions,
  isEmpty,
  refuse,
  type Step,
  type Table,
  type TableRow,
  textOf,
} from './table.ts';

interface RowAt extends Step {
  readonly row: TableRow;
}

export function runsOfRows(identified: Identified, options: ColumnOptions): Identified {
  const { table, used } = identified;
  const found = axisColumns(table).filter((at) => !used.has(at));
  const named =
    options.stepColumn === undefined ? null : requireColumn(table, '--step-column', options.stepColumn);
  const axis = named ?? finest(table, found);
  if (axis === null) return identified;
  const axes = [...new Set([axis, ...found])];
  const keyOf = runKey(identified);
  const byRun = new Map<string, RowAt[]>();
  for (const row of table.rows) {
    const at = readCell(row.cells[axis]);
    if (typeof at !== 'number') {
      if (named === null) return identified;
      refuse(
        { file: row.file ?? table.file, line: row.line },
        `${show(table.columns[axis])} is ${show(row.cells[axis])}, not a number`,
      );
    }
    const key = keyOf(row);
    const rows = byRun.get(key) ?? [];
    byRun.set(key, rows);
    rows.push({ at, cells: row.cells, row });
  }
  const hidden = new Set([...used, ...axes]);
  if (byRun.size === table.rows.length) return { ...identified, used: hidden };
  const isKnown = identified.seedOf !== null || runIdColumns(table).length > 0;
  const isMetric = (at: number) => !hidden.has(at);
  const runs = [...byRun.values()].flatMap((rows) => (isKnown ? [rows] : numberedRuns(rows, isMetric)));
  return {
    ...identified,
    used: hidden,
    ...(!takesLast(options) && { axis: table.columns[axis] as string }),
    table: {
      ...table,
      notes: [
        ...(table.notes ?? []),
        `Each run has several rows by ${show(table.columns[axis])}: its last values are compared.`,
      ],
      rows: runs.map((rows) => joinSteps(rows, table, isMetric)),
    },
  };
}

function runKey({ table, modelOf, seedOf, taskOf }: Identified): (row: TableRow) => string {
  const ids = runIdColumns(table);
  return (row) =>
    JSON.stringify([
      textOf(modelOf(row)),
      textOf(seedOf?.(row)),
      taskOf?.(row) ?? '',
      ...ids.map((at) => textOf(row.cells[at])),
    ]);
}

/** Of several columns of steps, the one with the most values. */
function finest({ rows }: Table, axes: readonly number[]): number | null {
  const counts = axes.map((at) => new Set(rows.map(({ cells }) => textOf(cells[at]))).size);
  return axes[counts.indexOf(Math.max(...counts))] ?? null;
}

/**
 * Runs that no column tells apart: each begins where a step goes back. If their ends then differ, the rows were sorted
 * otherwise, and only the rows at the last step are surely of different runs.
 */
function numberedRuns(rows: readonly RowAt[], isMetric: (at: number) => boolean): readonly RowAt[][] {
  const runs: RowAt[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isNext =
      last !== undefined && (row.at > last.at || (row.at === last.at && !overlap(last, row, isMetric)));
    if (isNext) run?.push(row);
    else runs.push([row]);
  }
  const lastStep = rows.reduce((most, { at }) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  if (runs.every((run) => run.at(-1)?.at === lastStep)) return runs;
  const steps = new Set(rows.map(({ at }) => at));
  // Each step once: one run in another order.
  if (steps.size === rows.length) return [[...rows]];
  return rows.filter(({ at }) => at === lastStep).map((row) => [row]);
}

/** True if both rows have a value of one column. */
function overlap(one: Step, other: Step, isMetric: (at: number) => boolean): boolean {
  return one.cells.some((cell, at) => isMetric(at) && !isEmpty(cell) && !isEmpty(other.cells[at]));
}

/** Logs are sparse: training loss and validation stand in separate rows. */
function joinSteps(
  rows: readonly RowAt[],
  { file, columns }: Table,
  isMetric: (at: number) => boolean,
): TableRow {
  const sorted = [...rows].sort((a, b) => a.at - b.at);
  for (const [index, row] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before?.at !== row.at || !overlap(before, row, isMetric)) continue;
    if (before.cells.every((cell, at) => textOf(cell) === textOf(row.cells[at]))) continue;
    const names = columns.map((column, at) => (isMetric(at) ? column : ''));
    refuse(
      { file: row.row.file ?? file, line: row.row.line },
      `this run has another row at step ${row.at}, on line ${before.row.line}: ${howToDecide(distinguishing(names, [before.cells, row.cells]))}`,
    );
  }
  const last = sorted.at(-1) as RowAt;
  const cells = last.cells.map(
    (cell, at) =>
      (isEmpty(cell) ? sorted.findLast((row) => !isEmpty(row.cells[at]))?.cells[at] : cell) ?? null,
  );
  return { ...last.row, cells, steps: sorted.map(({ at, cells: own }) => ({ at, cells: own })) };
}
