import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readRunDirectory } from '../../../../../src/records/readers/read-run-directory.ts';
import { temporaryFolder } from '../../../../support/temporary.ts';
import { DATABASE_TABLE, databaseOf, manyRows } from '../../database.ts';
import { losses, read, readLog, refusal } from '../../run-directory.ts';

it('the database of MLflow 3 is read as its folders are', async () => {
  const content = await readLog('mlflow-sqlite/run');
  expect(losses(content, 0)).toEqual([0, 1.021523356437683, 0.9483137130737305]);
  expect(losses(content, -1)).toEqual([3, 0.34498271346092224, 0.5283345580101013]);
  expect(content.metrics.test).toEqual({ accuracy: 0.925 });
  expect(content.warnings).toEqual([]);
});

it.each(['-wal', '-journal'])('a database that was not closed is refused: %s', async (part) => {
  const folder = await temporaryFolder();
  const log = fileURLToPath(
    new URL('../../../../../fixtures/logs/mlflow-sqlite/run/mlflow.db', import.meta.url),
  );
  await copyFile(log, join(folder, 'mlflow.db'));
  await writeFile(join(folder, `mlflow.db${part}`), '');
  const { metrics } = await readRunDirectory(folder, { declaredMetrics: ['accuracy'] });
  expect(metrics.test).toEqual({ accuracy: 0.925 });
  await writeFile(join(folder, `mlflow.db${part}`), 'x');
  await expect(readRunDirectory(folder, { declaredMetrics: ['accuracy'] })).rejects.toThrow(
    `mlflow.db${part}: the database was not closed`,
  );
});

const PUT: Readonly<Record<string, (path: string) => unknown>> = {
  pipe: (path) => execFileSync('mkfifo', [path]),
  link: (path) => symlinkSync('mlflow.db', path),
  folder: (path) => mkdirSync(path),
};

it
  .runIf(process.platform !== 'win32')
  .each(
    ['-wal', '-shm', '-journal'].flatMap((part) => Object.keys(PUT).map((kind) => [part, kind] as const)),
  )('a database is refused beside %s that is a %s', async (part, kind) => {
  const path = await databaseOf(DATABASE_TABLE);
  PUT[kind]?.(`${path}${part}`);
  await expect(readRunDirectory(dirname(path), { declaredMetrics: ['accuracy'] })).rejects.toThrow(
    `mlflow.db${part}: is not a regular file`,
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

describe('a hostile database', () => {
  const said = (path: string) =>
    readRunDirectory(dirname(path), { declaredMetrics: ['accuracy'] }).then(() => 'read', String);

  it.each([
    ['CREATE VIEW metrics AS SELECT 1', "a database without MLflow's metrics table"],
    [
      DATABASE_TABLE.replace('key TEXT', "key TEXT AS (printf('%.*c', 99999999, 'x'))"),
      "a database without MLflow's metrics table",
    ],
    ['CREATE TABLE metrics (key TEXT)', 'no such column'],
  ])('%s is refused', async (statement, message) => {
    expect(await said(await databaseOf(statement))).toContain(message);
  });

  it('whose pages lead in a circle is refused', async () => {
    const path = await databaseOf(DATABASE_TABLE, manyRows(5000));
    const bytes = await readFile(path);
    const size = bytes.readUInt16BE(16);
    // The table is the second page: its first two children are made the same page.
    const [first, second] = [bytes.readUInt16BE(size + 12), bytes.readUInt16BE(size + 14)];
    bytes.copy(bytes, size + second, size + first, size + first + 4);
    await writeFile(path, bytes);
    expect(await said(path)).toContain('mlflow.db: the database is damaged');
  });
});
