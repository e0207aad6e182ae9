/** Runs of tables that a test writes down. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MissingOptions } from '../../../src/records/results/missing-options.ts';
import { readResults } from '../../../src/records/results/read-results.ts';
import type { ResultRow } from '../../../src/records/results/result-row.ts';
import { readTables } from '../../../src/records/results/tables/read-tables.ts';
import type { ColumnOptions } from '../../../src/records/results/tables/table.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const NO_OPTIONS: ColumnOptions = { baseline: undefined, metrics: [], variants: [] };

export function resultRow(
  { file, line }: { readonly file: string; readonly line: number },
  columns: readonly string[],
  cells: readonly string[],
): ResultRow {
  const rows: ResultRow[] = [];
  const table = { file, columns, rows: [{ line, cells }], delimiter: ',' };
  readTables([table], NO_OPTIONS, new MissingOptions(), (row) => rows.push(row));
  return rows[0] as ResultRow;
}

/** Reads files of these contents; paths below a folder of the test are cut from what it says. */
export async function readFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<ColumnOptions> = {},
) {
  const folder = await temporaryFolder();
  const missing = new MissingOptions();
  const named = await Promise.all(
    Object.entries(files).map(async ([file, content]) => {
      const path = join(folder, file.replaceAll('/', '+'));
      await writeFile(path, content);
      return { file, path };
    }),
  );
  const { rows, notes, firstArm } = await readResults(named, { ...NO_OPTIONS, ...options }, missing);
  const runs = rows.map(({ hasSeed, record: { model, seed, status, metrics } }) => ({
    model,
    ...(hasSeed && { seed }),
    ...(status !== 'ok' && { status }),
    ...metrics.test,
  }));
  return { runs, rows, notes, firstArm, asked: missing.asked };
}
