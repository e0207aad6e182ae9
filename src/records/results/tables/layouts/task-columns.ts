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
  const found = metricInName(names[0] as string, options.metrics);
  const wanted = options.metrics.find((name) => isOfMetric(found, name, options));
  const metric = wanted ?? found ?? unnamed.nameFor(file);
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
function ofOneMetric({ columns, file }: Table, places: readonly number[], options: ColumnOptions): number[] {
  const nameAt = (at: number) => columns[at] as string;
  const metricOf = (at: number) => metricInName(nameAt(at), options.metrics);
  const [wanted] = options.metrics;
  const isDivided = new Set(places.map(metricOf)).size > 1;
  const wantedOnly = isDivided
    ? places.filter((at) => wanted !== undefined && isOfMetric(metricOf(at), wanted, options))
    : [];
  const own = wantedOnly.length > 0 ? wantedOnly : [...places];
  const odd =
    isDivided && wantedOnly.length === 0
      ? [places[0] as number, places.find((at) => metricOf(at) !== metricOf(places[0] as number)) as number]
      : columnsOfOneTask(own, nameAt);
  if (odd === null) return own;
  return refuse(
    { file, line: 1 },
    `--task-column columns: the columns ${odd.map((at) => show(nameAt(at))).join(' and ')} may be of two metrics; name theirs with --metric, leave one out with --ignore, or write the tasks in a column "task"`,
  );
}

function isOfMetric(found: string | null, wanted: string, { metrics }: ColumnOptions): boolean {
  return found !== null && meansTheSame(found, metricInName(wanted, metrics) ?? wanted);
}

/** Two columns of the first task, if every task has the same several endings: `wine/exact` and `wine/fuzzy`. */
function columnsOfOneTask(
  places: readonly number[],
  nameAt: (at: number) => string,
): readonly number[] | null {
  const byTask = new Map<string, Map<string, number>>();
  for (const at of places) {
    const [, task, ending] =
      /^(.+)[/.](.+)$/.exec(nameAt(at)) ?? /^(.+?) *[([](.+)[)\]]$/.exec(nameAt(at)) ?? [];
    if (task === undefined || ending === undefined) return null;
    const own = byTask.get(task) ?? new Map<string, number>();
    byTask.set(task, own.set(ending, at));
  }
  const endings = [...byTask.values()].map((own) => [...own.keys()].sort());
  const [first = []] = endings;
  const isGrid = endings.length > 1 && first.length > 1 && new Set(endings.map(String)).size === 1;
  return isGrid ? [...(byTask.values().next().value as Map<string, number>).values()].slice(0, 2) : null;
}
