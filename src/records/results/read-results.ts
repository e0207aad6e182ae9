/** Reads runs from files and folders that a user named. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { firstOf } from '../../words/list.ts';
import { wordFor } from '../../words/plural.ts';
import { readHead, readText } from '../bounded-file.ts';
import { withPrintedNames } from '../metrics/printed-names.ts';
import { isPrediction, ownColumns } from '../readers/predictions/prediction-columns.ts';
import { RECORD_FILE } from '../store/store.ts';
import { readJsonResults, readRunRecord } from './json.ts';
import { MAX_RESULTS_BYTES, MAX_ROWS } from './limits.ts';
import type { MissingOptions } from './missing-options.ts';
import type { NamedFile } from './result-files.ts';
import { findResults, type PlacedFile } from './result-folders.ts';
import type { AddRow, ResultRow } from './result-row.ts';
import { joinTables, type PlacedTable } from './tables/join-tables.ts';
import { readTables, type TableFindings } from './tables/read-tables.ts';
import type { ColumnOptions, Table } from './tables/table.ts';
import { readTextTable } from './tables/text-table.ts';
import { withName } from './with-name.ts';

const HEAD_BYTES = 1024 * 1024;

const PICKLE = 'is a Python pickle, which may run code when it is read; write it as CSV or JSON';

/** Binary files by their first bytes, with advice. */
const NO_TEXT: ReadonlyArray<readonly [start: string, what: string]> = [
  ['PK\u0003\u0004', 'is an Excel workbook or another archive; save the sheet as CSV (UTF-8)'],
  ['PAR1', 'is a Parquet file; write it as CSV, e.g. with pandas to_csv'],
  ['SQLite format 3', 'is a database; export the runs as CSV, e.g. with "mlflow experiments csv"'],
  ['\ufffdHDF', 'is an HDF5 file; write it as CSV'],
  ...['\u0002', '\u0003', '\u0004', '\u0005'].map((version) => [`\ufffd${version}`, PICKLE] as const),
  ['version https://git-lfs', 'is a pointer of git-lfs, not the file itself; run "git lfs pull"'],
];
export interface Results extends TableFindings {
  readonly rows: readonly ResultRow[];
}

/**
 * Reads tables (CSV, JSON) and run records; in a folder, the records in it or in `runs`.
 *
 * @param missing collects the options that the tables need
 * @throws UserError for the first problem, because dropped results would change the answer
 */
export async function readResults(
  files: readonly NamedFile[],
  options: ColumnOptions,
  missing: MissingOptions,
): Promise<Results> {
  const rows: ResultRow[] = [];
  const add = (row: ResultRow) => {
    if (rows.length === MAX_ROWS) {
      throw new UserError(`${row.file}: more than ${MAX_ROWS} runs in all; compare fewer at a time`);
    }
    rows.push(row);
  };
  const read = (named: NamedFile) => withName(named.file, () => readPath(named, add));
  const folders = findResults(files, options.folders, missing);
  const tables = folders === null ? [] : [await readFolders(folders, read)];
  if (folders === null) for (const named of files) tables.push(...(await read(named)));
  const found = readTables(tables, options, missing, add);
  return { rows: withPrintedNames(rows), ...found };
}

async function readFolders(
  files: readonly PlacedFile[],
  read: (named: NamedFile) => Promise<readonly Table[]>,
): Promise<Table> {
  const parts: PlacedTable[] = [];
  for (const { identity, hasResult, ...named } of files) {
    const tables = hasResult ? await read(named) : [{ ...NO_VALUES, file: named.file }];
    for (const table of tables) parts.push({ table, identity });
  }
  const [first] = files;
  if (first === undefined || parts.length < files.length)
    throw new UserError('--folders: works on tables, not on run records; remove it');
  const lacking = files.filter(({ hasResult }) => !hasResult).map(({ file }) => file);
  const joined = joinTables(first.file, parts);
  if (lacking.length === 0) return joined;
  const what = wordFor(
    lacking.length,
    'file is missing: its folder counts',
    'files are missing: their folders count',
  );
  const note = `${lacking.length} ${what} as failed. ${firstOf(lacking, MAX_LISTED)}`;
  return { ...joined, notes: [...(joined.notes ?? []), note] };
}

/** One row without cells. */
const NO_VALUES = { columns: [], rows: [{ line: null, cells: [] }], delimiter: null };
const MAX_LISTED = 3;

async function readPath({ file, path }: NamedFile, add: AddRow): Promise<readonly Table[]> {
  // Links inside a folder are not followed.
  if ((await lstat(path)).isDirectory()) return readFolder({ file, path }, add);
  const head = (await readHead(path, HEAD_BYTES)).trimStart();
  if (head === '') {
    // The beginning of a damaged archive is empty too; reading it says so.
    await readText(path, MAX_RESULTS_BYTES);
    throw new UserError(`${file}: is empty`);
  }
  const noText = NO_TEXT.find(([start]) => head.startsWith(start));
  if (noText !== undefined) throw new UserError(`${file}: ${noText[1]}`);
  const source = { path, file, head };
  if (!/^[{[]/.test(head)) return [await readTextTable(source)];
  const table = await readJsonResults(source, add);
  return table === null ? [] : [table];
}

/** Run records; else each file is a run of the model that is called as the folder. */
async function readFolder({ file, path }: NamedFile, add: AddRow): Promise<readonly Table[]> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  if (names.includes('runs')) return readFolder({ file: join(file, 'runs'), path: join(path, 'runs') }, add);
  const records = names.filter((name) => RECORD_FILE.test(name));
  for (const name of records) {
    const record = join(file, name);
    await withName(record, async () => add(await readRunRecord(join(path, name), record)));
  }
  if (records.length > 0) return [];
  if (names.length === 0) throw new UserError(`${file}: is empty; name a folder with results`);
  const tables: Table[] = [];
  for (const name of names) {
    const named = { file: join(file, name), path: join(path, name) };
    if ((await lstat(named.path)).isDirectory())
      throw new UserError(`${named.file}: is a folder; name the folder that has a model's results in it`);
    for (const table of await withName(named.file, () => readPath(named, add))) {
      if (isPrediction(ownColumns(table.columns)))
        throw new UserError(`${named.file}: holds predictions; name files of predictions one by one`);
      tables.push({ ...table, folder: file });
    }
  }
  return tables;
}
