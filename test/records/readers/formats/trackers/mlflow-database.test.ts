import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRunDirectory } from '../../../../../src/records/readers/read-run-directory.ts';
import { temporaryFolder } from '../../../../support/temporary.ts';
import { losses, read, readLog, refusal } from '../../run-directory.ts';

const hasSqlite = process.getBuiltinModule('node:sqlite') !== undefined;

it.runIf(hasSqlite)('the database of MLflow 3 is read as its folders are', async () => {
  const content = await readLog('mlflow-sqlite/run');
  expect(losses(content, 0)).toEqual([0, 1.021523356437683, 0.9483137130737305]);
  expect(losses(content, -1)).toEqual([3, 0.34498271346092224, 0.5283345580101013]);
  expect(content.metrics.test).toEqual({ accuracy: 0.925 });
  expect(content.warnings).toEqual([]);
});

it.skipIf(hasSqlite)('without SQLite in Node, the message says what reads it', async () => {
  await expect(readLog('mlflow-sqlite/run')).rejects.toThrow(
    "mlflow.db: reading MLflow's database needs Node 22.5 or newer; use that, or set MLFLOW_TRACKING_URI to a folder",
  );
});

it('another database is a warning where the metric stands elsewhere, and an error where not', async () => {
  const database = `SQLite format 3\0${'\0'.repeat(100)}`;
  expect(await refusal({ 'x.db': database }, ['accuracy'])).toMatch(/^x\.db: /);
  const { metrics, warnings } = await read({ 'x.db': database, 'metrics.json': { accuracy: 0.9 } }, [
    'accuracy',
  ]);
  expect(metrics).toEqual({ test: { accuracy: 0.9 } });
  expect(warnings).toEqual([expect.stringContaining('the file was ignored')]);
});

describe.runIf(hasSqlite)('a hostile database', () => {
  const TABLE =
    'CREATE TABLE metrics (key TEXT, value REAL, timestamp INTEGER, run_uuid TEXT, step INTEGER, is_nan INTEGER)';

  async function databaseOf(...statements: string[]): Promise<string> {
    const path = join(await temporaryFolder(), 'mlflow.db');
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite') as unknown as {
      DatabaseSync: new (path: string) => { exec(statement: string): void; close(): void };
    };
    const database = new DatabaseSync(path);
    for (const statement of statements) database.exec(statement);
    database.close();
    return path;
  }

  const said = (path: string) =>
    readRunDirectory(dirname(path), { declaredMetrics: ['accuracy'] }).then(() => 'read', String);
  const rows = (count: number) =>
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) ` +
    "INSERT INTO metrics SELECT 'accuracy', 0.5, i, 'r', i, 0 FROM n";

  it.each([
    ['CREATE VIEW metrics AS SELECT 1', "a database without MLflow's metrics table"],
    [
      TABLE.replace('key TEXT', "key TEXT AS (printf('%.*c', 99999999, 'x'))"),
      "a database without MLflow's metrics table",
    ],
    ['CREATE TABLE metrics (key TEXT)', 'no such column'],
  ])('%s is refused', async (statement, message) => {
    expect(await said(await databaseOf(statement))).toContain(message);
  });

  it('with more rows than are read is refused before they are sorted', async () => {
    expect(await said(await databaseOf(TABLE, rows(1_000_001)))).toContain('more than 1000000 values');
  });

  it('whose pages lead in a circle is refused', async () => {
    const path = await databaseOf(TABLE, rows(5000));
    const bytes = await readFile(path);
    const size = bytes.readUInt16BE(16);
    // The table is the second page: its first two children are made the same page.
    const [first, second] = [bytes.readUInt16BE(size + 12), bytes.readUInt16BE(size + 14)];
    bytes.copy(bytes, size + second, size + first, size + first + 4);
    await writeFile(path, bytes);
    expect(await said(path)).toContain('mlflow.db: the database is damaged');
  });
});
