/** Databases as MLflow writes them, or as somebody hostile would. */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rowsOf } from '../../../src/records/readers/files/sqlite-database.ts';
import { temporaryFolder } from '../../support/temporary.ts';

export const DATABASE_TABLE =
  'CREATE TABLE metrics (key TEXT, value REAL, timestamp INTEGER, run_uuid TEXT, step INTEGER, is_nan INTEGER)';

export async function databaseOf(...statements: string[]): Promise<string> {
  const path = join(await temporaryFolder(), 'mlflow.db');
  const { default: initialise } = await import('sql.js');
  const wasmBinary = await readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'));
  const { Database } = await initialise({ wasmBinary });
  const database = new Database(new Uint8Array());
  for (const statement of statements) [...rowsOf(database, statement)];
  const { export: bytes } = database as unknown as { export(): Uint8Array };
  await writeFile(path, bytes.call(database));
  return path;
}

export function manyRows(count: number): string {
  return (
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) ` +
    "INSERT INTO metrics SELECT 'accuracy', 0.5, i, 'r', i, 0 FROM n"
  );
}
