/**
 * Compares results of one fold and one split: rows of several are neither averaged nor counted as runs. Several tasks are
 * kept apart. With one row for each model and task, the tasks take the place of the seeds.
 */
import { splitOfWord } from '../../readers/flat-names.ts';
import { show } from '../../readers/unreadable-run-error.ts';
import {
  axisColumns,
  isFoldName,
  isSplitName,
  isTaskName,
  requireColumn,
  runIdColumns,
} from './column-names.ts';
import type { Identified } from './models-of-rows.ts';
import {
  type ColumnOptions,
  isEmpty,
  refuse,
  showFirst,
  type Table,
  type TableRow,
  textOf,
} from './table.ts';

export interface OneOfEach {
  readonly tables: readonly Identified[];
  readonly note: string | null;
  /** Null for one task. */
  readonly tasks: TasksOfTable | null;
}

export interface TasksOfTable {
  readonly names: readonly string[];
  /** True if each model has one row for each task, so that tasks are pairs. */
  readonly arePairs: boolean;
}

type Role = 'task' | 'fold' | 'split';
type OneOnly = Exclude<Role, 'task'>;

export function oneOfEach(tables: readonly Identified[], options: ColumnOptions): OneOfEach {
  const roles = tables.map((identified) => rolesIn(identified, options));
  const columnsOf = (role: Role) => roles.map((byRole) => byRole.get(role) ?? []);
  for (const role of ['split', 'fold'] as const) {
    const several = severalIn(tables, columnsOf(role));
    if (several !== null) refuseSeveral(role, several);
  }
  const taskColumns = columnsOf('task');
  const several = severalIn(tables, taskColumns);
  const freed = tables.map((identified, index) => ({
    ...identified,
    used: new Set([...identified.used, ...[...(roles[index]?.values() ?? [])].flat()]),
  }));
  if (several === null) return { tables: freed, note: null, tasks: null };
  refuseSplits(several);
  return hasOneRowATask(tables, taskColumns)
    ? pairByTask(freed, taskColumns, several)
    : keepApart(freed, taskColumns);
}

function rolesIn({ table, used }: Identified, { taskColumn }: ColumnOptions): ReadonlyMap<Role, number[]> {
  const roles = new Map<Role, number[]>();
  const named = taskColumn === undefined ? -1 : requireColumn(table, '--task-column', taskColumn);
  for (const [at, column] of table.columns.entries()) {
    if (used.has(at)) continue;
    const role = at === named ? 'task' : roleOf(table, at, column);
    if (role !== null) roles.set(role, [...(roles.get(role) ?? []), at]);
  }
  return roles;
}

/** A column `split` holds words for splits, numbers of folds, or names of test sets. */
function roleOf({ rows }: Table, at: number, column: string): Role | null {
  if (isSplitName(column)) {
    const values = rows.map(({ cells }) => textOf(cells[at])).filter((text) => text !== '');
    if (values.length > 0 && values.every((value) => splitOfWord(value) !== null)) return 'split';
    if (isFoldName(column))
      return values.every((value) => /^\D{0,6}\d+(\.0)?$/.test(value)) ? 'fold' : 'task';
  } else if (isFoldName(column)) return 'fold';
  return isTaskName(column) ? 'task' : null;
}

interface Several {
  readonly identified: Identified;
  readonly column: string;
  readonly values: readonly string[];
}

/** The first column that has several values over all tables. */
function severalIn(tables: readonly Identified[], columns: ReadonlyArray<readonly number[]>): Several | null {
  const byColumn = new Map<string, Set<string>>();
  for (const [index, identified] of tables.entries()) {
    for (const at of columns[index] ?? []) {
      const column = identified.table.columns[at] as string;
      const values = byColumn.get(column) ?? new Set();
      byColumn.set(column, values);
      for (const { cells } of identified.table.rows) if (!isEmpty(cells[at])) values.add(textOf(cells[at]));
      if (values.size > 1)
        return { identified, column, values: [...values, ...restOf(identified, at, values)] };
    }
  }
  return null;
}

function restOf({ table }: Identified, at: number, known: ReadonlySet<string>): string[] {
  return [...new Set(table.rows.map(({ cells }) => textOf(cells[at])))].filter((value) => !known.has(value));
}

/** True if no model has two seeds, runs or rows of one task and step. */
function hasOneRowATask(tables: readonly Identified[], columns: ReadonlyArray<readonly number[]>): boolean {
  const runs = new Map<string, string>();
  const rows = new Set<string>();
  return tables.every(({ table, modelOf, seedOf }, index) => {
    const ids = runIdColumns(table);
    const axes = axisColumns(table);
    const textIn = (row: TableRow, places: readonly number[]) => places.map((at) => textOf(row.cells[at]));
    return table.rows.every((row) => {
      const key = JSON.stringify([textOf(modelOf(row)), taskOf(row, columns[index] ?? [])]);
      const run = JSON.stringify([textOf(seedOf?.(row)), ...textIn(row, ids)]);
      const isOfOneRun = (runs.get(key) ?? run) === run;
      const place = JSON.stringify([key, ...textIn(row, axes)]);
      const isNew = !rows.has(place);
      runs.set(key, run);
      rows.add(place);
      return isOfOneRun && isNew;
    });
  });
}

function taskOf({ cells }: TableRow, columns: readonly number[]): string {
  return columns.map((at) => textOf(cells[at])).join(' / ');
}

function pairByTask(
  tables: readonly Identified[],
  columns: ReadonlyArray<readonly number[]>,
  { column }: Several,
): OneOfEach {
  const names = tables.flatMap(({ table }, index) =>
    table.rows.map((row) => taskOf(row, columns[index] ?? [])),
  );
  const tasks = [...new Set(names)].sort();
  const numbers = new Map(tasks.map((name, at) => [name, at + 1]));
  return {
    tables: tables.map((identified, index) => ({
      ...identified,
      seedOf: (row) => numbers.get(taskOf(row, columns[index] ?? [])),
    })),
    note: `Each pair is ${column === 'file' ? 'a task' : `a value of "${column}"`} with one result per model (${tasks.length}): the verdict holds for new ones, not new seeds.`,
    tasks: { names: tasks, arePairs: true },
  };
}

function keepApart(tables: readonly Identified[], columns: ReadonlyArray<readonly number[]>): OneOfEach {
  const names = new Set<string>();
  const apart = tables.map((identified, index) => {
    const own = columns[index] ?? [];
    for (const row of identified.table.rows) names.add(taskOf(row, own));
    return { ...identified, taskOf: (row: TableRow) => taskOf(row, own) };
  });
  return { tables: apart, note: null, tasks: { names: [...names].sort(), arePairs: false } };
}

/** A data set that is called "train" or "test" is a split of one. */
function refuseSplits(several: Several): void {
  if (several.values.every((value) => splitOfWord(value) !== null)) refuseSeveral('split', several);
}

const WHY: Readonly<Record<OneOnly, string>> = {
  fold: 'Folds share training data, so their results are not independent runs.',
  split: 'Results on several splits are neither averaged nor counted as runs.',
};

function refuseSeveral(role: OneOnly, { identified: { table }, column, values }: Several): never {
  const others: Readonly<Record<OneOnly, string>> = {
    fold: ', or give the average over the folds of each seed',
    split: '',
  };
  return refuse(
    { file: table.file, line: null },
    `the column ${show(column)} has several values: ${showFirst(values)}. ${WHY[role]} Compare one with --where ${show(`${column}=${values[0]}`)}${others[role]}`,
  );
}
