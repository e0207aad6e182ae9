import type { MissingOptions } from '../missing-options.ts';
import type { AddRow } from '../result-row.ts';
import { idColumns } from './column-names.ts';
import { lastRows } from './last-rows.ts';
import { unnamedMetric } from './layouts/unnamed-metric.ts';
import { modelsFromFilenames } from './models-from-filenames.ts';
import { type Call, type Identified, identify } from './models-of-rows.ts';
import { reshape } from './reshape.ts';
import { addRuns } from './run-rows.ts';
import { type ColumnOptions, requireBounded, type Table, type TableRow, textOf } from './table.ts';

export interface TableFindings {
  /** Choices made where another reading is possible. */
  readonly notes: readonly string[];
  /** The first file, if each is one model. */
  readonly firstArm: string | null;
}

export function readTables(
  tables: readonly Table[],
  options: ColumnOptions,
  missing: MissingOptions,
  add: AddRow,
): TableFindings {
  const notes = new Set<string>();
  const arms =
    tables.length > 1 || options.modelColumn === 'file'
      ? modelsFromFilenames(tables.map(({ file }) => file))
      : null;
  const unnamed = unnamedMetric(options, missing);
  let firstArm: string | null = null;
  for (const raw of tables) {
    requireBounded(raw);
    const call: Call = { options, missing, unnamed, arm: arms?.get(raw.file) ?? null };
    const identified = identify(reshape(raw, options, unnamed), call);
    const { table, note } = lastRows(identified.table, keyOf(identified), identified.seedOf !== null);
    if (identified.isFile) firstArm ??= textOf(identified.modelOf(table.rows[0] as TableRow));
    const said = [
      ...(table.notes ?? []),
      identified.note,
      note,
      ...addRuns(raw.file, { ...identified, table }, add),
    ];
    for (const text of said) if (text !== null) notes.add(text);
  }
  return { notes: [...notes], firstArm };
}

/** Columns that identify a run. */
function keyOf({ table, modelOf, seedOf }: Identified): (row: TableRow) => string {
  const ids = idColumns(table);
  return (row) =>
    JSON.stringify([textOf(modelOf(row)), textOf(seedOf?.(row)), ...ids.map((at) => textOf(row.cells[at]))]);
}
