import { expect, it } from 'vitest';
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
    "mlflow.db: to read MLflow's database takes Node 22.5 or newer; run Conclusive with it, or set MLFLOW_TRACKING_URI to a folder",
  );
});

it('another database is a warning where the metric stands elsewhere, and an error where not', async () => {
  const database = `SQLite format 3\0${'\0'.repeat(100)}`;
  expect(await refusal({ 'x.db': database }, ['accuracy'])).toMatch(/^x\.db: /);
  const { metrics, warnings } = await read({ 'x.db': database, 'metrics.json': { accuracy: 0.9 } }, [
    'accuracy',
  ]);
  expect(metrics).toEqual({ test: { accuracy: 0.9 } });
  expect(warnings).toEqual([expect.stringContaining('the file was left out')]);
});
