import { show } from '../../readers/unreadable-run-error.ts';
import type { MissingOptions } from '../missing-options.ts';
import type { AddRow } from '../result-row.ts';
import { isModelName, isSeedName } from './column-names.ts';
import { gridIn, labelsOf, modelsFromFilenames } from './models-from-filenames.ts';
import { BY_FILE, identify } from './models-of-rows.ts';
import { requireOneMark, requireOneUnit } from './number-style.ts';
import { requireOneMeaning } from './one-meaning.ts';
import { oneOfEach, type TasksOfTable } from './one-of-each.ts';
import { reshape } from './reshape.ts';
import { mayBeRuns } from './run-names.ts';
import { addRuns } from './run-rows.ts';
import { runsOfRows } from './runs-of-rows.ts';
import { type ColumnOptions, requireBounded, type Table, type TableRow, textOf } from './table.ts';

export interface TableFindings {
  /** Choices made where another reading is possible. */
  readonly notes: readonly string[];
  /** The first file, if each is one model. */
  readonly firstArm: string | null;
  /** Null for one task. */
  readonly tasks: TasksOfTable | null;
}

export function readTables(
  given: readonly Table[],
  options: ColumnOptions,
  missing: MissingOptions,
  add: AddRow,
): TableFindings {
  const notes = new Set<string>();
  const isTaskByFile =
    options.taskColumn === BY_FILE && !given.some(({ columns }) => columns.includes(BY_FILE));
  const tables = isTaskByFile ? withTaskOfFile(given) : given;
  const areRuns =
    options.seedColumn === BY_FILE || (!isTaskByFile && mayBeRunsByFile(tables, options, missing));
  const arms =
    (!isTaskByFile && tables.length > 1) || options.modelColumn === BY_FILE
      ? modelsFromFilenames(tables, areRuns)
      : null;
  const identified = tables.map((raw) => {
    requireBounded(raw);
    return identify(reshape(raw, options), {
      options,
      missing,
      arm: arms?.get(raw.file) ?? null,
    });
  });
  const read = identified.map(({ table }) => table);
  if (identified.every(({ isFile }) => isFile)) askForGrid(read, options, missing);
  requireOneUnit(read);
  requireOneMark(read);
  const compared = oneOfEach(identified, options);
  requireOneMeaning(compared.tables);
  let firstArm: string | null = null;
  for (const one of compared.tables) {
    const runs = runsOfRows(one, options);
    if (one.isFile) firstArm ??= textOf(one.modelOf(one.table.rows[0] as TableRow));
    const said = [...(runs.table.notes ?? []), runs.note, ...addRuns(runs, add)];
    for (const text of said) if (text !== null) notes.add(text);
  }
  if (compared.note !== null) notes.add(compared.note);
  return { notes: [...notes], firstArm, tasks: compared.tasks };
}

/** `--task-column file`: each file is one task, named after it. */
function withTaskOfFile(tables: readonly Table[]): readonly Table[] {
  const labels = labelsOf(tables.map(({ file }) => file));
  return tables.map((table, index) => ({
    ...table,
    columns: [...table.columns, BY_FILE],
    rows: table.rows.map((row) => ({ ...row, cells: [...row.cells, labels[index]] })),
  }));
}

/** True for files such as `resnet_1.log` without models and seeds of their own, after asking. */
function mayBeRunsByFile(tables: readonly Table[], options: ColumnOptions, missing: MissingOptions): boolean {
  const isNamed = tables.some(({ columns }) =>
    columns.some((column) => isModelName(column) || isSeedName(column)),
  );
  const isStated = options.modelColumn !== undefined || options.seedColumn !== undefined;
  if (isNamed || isStated || tables.some(({ folder }) => folder !== undefined)) return false;
  if (!mayBeRuns(labelsOf(tables.map(({ file }) => file)))) return false;
  missing.ask(
    '--seed-column',
    '"file" if the numbers at the end of the names are seeds; if each file is a model, give --model-column file instead',
    BY_FILE,
  );
  return true;
}

/** Asks what files such as `bert_rte.csv`, `bert_cola.csv`, `vit_rte.csv` and `vit_cola.csv` are. */
function askForGrid(tables: readonly Table[], options: ColumnOptions, missing: MissingOptions): void {
  const isFolder = tables.some(({ folder }) => folder !== undefined);
  if (isFolder || options.modelColumn !== undefined || options.seedColumn === BY_FILE) return;
  const labels = labelsOf(tables.map(({ file }) => file));
  const grid = options.baseline !== undefined && labels.includes(options.baseline) ? null : gridIn(labels);
  if (grid === null) return;
  const [model, task] = grid;
  missing.ask(
    '--model-column',
    `"file" if each file is a model; if ${show(`${labels[0]}`)} is model ${show(model)} on task ${show(task)}, move each file to MODEL/TASK.csv and give --folders model/task instead`,
    BY_FILE,
  );
}
