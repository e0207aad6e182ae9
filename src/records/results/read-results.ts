/** Files and folders that a user named -> the runs in them. A new format is a new file here. */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { readHead } from '../bounded-file.ts';
import { readCsvResults } from './csv.ts';
import { readJsonResults, readRunRecord } from './json.ts';
import { MAX_ROWS } from './limits.ts';
import type { AddRow, ResultRow } from './result-row.ts';
import { withName } from './with-name.ts';

const HEAD_BYTES = 1024 * 1024;
const RECORD_FILE = /^[0-9a-f]{64}\.json$/;

/**
 * Reads tables (CSV), JSON lines and run records; of a folder, the run records in it or in its folder `runs`.
 *
 * @throws UserError for the first thing that is wrong: results that are left out would change the answer.
 */
export async function readResults(paths: readonly string[]): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  const add = (row: ResultRow) => {
    if (rows.length === MAX_ROWS) {
      throw new UserError(`${row.file}: more than ${MAX_ROWS} runs in all; compare fewer at a time`);
    }
    rows.push(row);
  };
  for (const path of paths) await withName(path, () => readPath(path, add));
  return rows;
}

async function readPath(path: string, add: AddRow): Promise<void> {
  // A user may name a link; what lies in a folder is not followed.
  const target = await realpath(path);
  if ((await lstat(target)).isDirectory()) await readFolder(path, target, add);
  else await readFile(path, target, add);
}

async function readFile(file: string, path: string, add: AddRow): Promise<void> {
  const head = (await readHead(path, HEAD_BYTES)).trimStart();
  if (head === '') throw new UserError(`${file}: is empty`);
  if (head.startsWith('[')) {
    throw new UserError(`${file}: is a JSON array; write one object a line (JSON lines)`);
  }
  const read = head.startsWith('{') ? readJsonResults : readCsvResults;
  await read({ path, file, head }, add);
}

async function readFolder(file: string, folder: string, add: AddRow): Promise<void> {
  const names = await readdir(folder);
  if (names.includes('runs')) {
    await readFolder(join(file, 'runs'), join(folder, 'runs'), add);
    return;
  }
  const records = names.filter((name) => RECORD_FILE.test(name)).sort();
  if (records.length === 0) {
    throw new UserError(
      `${file}: holds no run records (<fingerprint>.json); name other files of results one by one`,
    );
  }
  for (const name of records) {
    const record = join(file, name);
    await withName(record, async () => add(await readRunRecord(join(folder, name), record)));
  }
}
