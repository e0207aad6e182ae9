import type { MissingOptions } from '../missing-options.ts';
import type { AddRow } from '../result-row.ts';
import { isModelName, isSeedName } from './column-names.ts';
import { unnamedMetric } from './layouts/unnamed-metric.ts';
import { labelsOf, modelsFromFilenames } from './models-from-filenames.ts';
import { identify } from './models-of-rows.ts';
import { requireOneMark, requireOneUnit } from './number-style.ts';
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
  tables: readonly Table[],
  options: ColumnOptions,
  missing: MissingOptions,
  add: AddRow,
): TableFindings {
  const notes = new Set<string>();
  const areRuns = options.seedColumn === 'file' || mayBeRunsByFile(tables, options, missing);
  const arms =
    tables.length > 1 || options.modelColumn === 'file' ? modelsFromFilenames(tables, areRuns) : null;
  const unnamed = unnamedMetric(options, missing);
  const identified = tables.map((raw) => {
    requireBounded(raw);
    return identify(reshape(raw, options, unnamed), {
      options,
      missing,
      unnamed,
      arm: arms?.get(raw.file) ?? null,
    });
  });
  const read = identified.map(({ table }) => table);
  requireOneUnit(read);
  requireOneMark(read);
  const compared = oneOfEach(identified, options);
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
    'file',
  );
  return true;
}
