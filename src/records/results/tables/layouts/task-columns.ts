/** A column a task, with `--task-column columns`: `model,seed,wine,digits`. */
import { meansTheSame } from '../../../../config/known-metrics.ts';
import { show } from '../../../readers/unreadable-run-error.ts';
import {
  isAxisName,
  isFoldName,
  isModelName,
  isRunIdName,
  isSeedName,
  isSplitName,
  isTaskName,
  summaryIn,
} from '../column-names.ts';
import { nameTellsNoMetric } from '../not-metric-names.ts';
import { requireUnitOf } from '../number-style.ts';
import { type ColumnOptions, refuse, showColumns, type Table } from '../table.ts';
import { isNumeric, metricInName } from './model-columns.ts';
import type { Unnamed } from './unnamed-metric.ts';

const BY_COLUMN = 'columns';

/** Columns that are never tasks. */
const KEYS = [isModelName, isSeedName, isRunIdName, isFoldName, isSplitName, isAxisName, isTaskName];

/** @returns a row a value, with its task in a column `columns`; null without the option */
export function fromTaskColumns(table: Table, options: ColumnOptions, unnamed: Unnamed): Table | null {
  const { columns, rows, file } = table;
  if (options.taskColumn !== BY_COLUMN || columns.includes(BY_COLUMN)) return null;
  const named = [options.modelColumn, options.seedColumn, options.stepColumn];
  const isKey = (column: string) => named.includes(column) || KEYS.some((isNamed) => isNamed(column));
  const numeric = columns.flatMap((column, at) => {
    const isOther = column === '' || isKey(column) || nameTellsNoMetric(column) !== null;
    return isOther || summaryIn(column) !== null || !isNumeric(table, at) ? [] : [at];
  });
  const tasks = ofOneMetric(table, numeric, options);
  const names = tasks.map((at) => columns[at] as string);
  if (names.length < 2)
    refuse(
      { file, line: 1 },
      `--task-column columns: needs two columns of numbers that are tasks; there are ${showColumns(names) || 'none'}`,
    );
  requireUnitOf(table, names);
  const keys = columns.flatMap((column, at) => (isKey(column) ? [at] : []));
  const others = columns.filter((_, at) => !keys.includes(at) && !tasks.includes(at));
  const leftOut = showColumns(others);
  const metric = metricInName(names[0] as string, options.metrics) ?? unnamed.nameFor(file);
  return {
    ...table,
    columns: [...keys.map((at) => columns[at] as string), BY_COLUMN, metric],
    rows: rows.flatMap((row) =>
      tasks.map((at) => ({
        ...row,
        cells: [...keys.map((key) => row.cells[key]), columns[at], row.cells[at]],
      })),
    ),
    notes: [
      ...(table.notes ?? []),
      ...(leftOut === '' ? [] : [`Columns that are not read as tasks: ${leftOut}.`]),
    ],
  };
}

/** `wine/accuracy` and `wine/loss` are of two metrics. */
function ofOneMetric(
  { columns, file }: Table,
  places: readonly number[],
  { metrics }: ColumnOptions,
): number[] {
  const metricOf = (at: number) => metricInName(columns[at] as string, metrics);
  const found = [...new Set(places.map(metricOf))];
  if (found.length < 2) return [...places];
  const [wanted] = metrics;
  const own = places.filter((at) => {
    const metric = metricOf(at);
    return wanted !== undefined && metric !== null && meansTheSame(metric, wanted);
  });
  if (own.length > 0) return own;
  const odd = places.find((at) => metricOf(at) !== metricOf(places[0] as number));
  return refuse(
    { file, line: 1 },
    `--task-column columns: the columns ${show(columns[places[0] as number])} and ${show(columns[odd as number])} may be of two metrics; name theirs with --metric, or leave one out with --ignore`,
  );
}
