/** MLflow's database store, the default of MLflow 3: a file of SQLite with a table `metrics`. */
import type { DatabaseSync } from 'node:sqlite';
import type { Findings } from '../../findings.ts';
import type { RunReader } from '../../run-reader.ts';
import type { StepLogs } from '../../steps/step-logs.ts';
import { ContradictoryRunError, UnreadableRunError } from '../../unreadable-run-error.ts';

const MAX_ROWS = 1_000_000;
const COLUMNS = ['key', 'value', 'timestamp', 'run_uuid', 'step', 'is_nan'] as const;

export const mlflowDatabase: RunReader = {
  format: '*.db (MLflow 3, database store)',
  documented: [
    'MLflow 3 | `mlflow.db` (`sqlite:///{run_dir}/mlflow.db`); Node 22.5 or newer, as in the action | `train_loss`, `validation/loss` | `test_accuracy` | step',
  ],
  accepts: ({ name, head }) => /\.(db|sqlite3?)$/i.test(name) && head.startsWith('SQLite format 3\0'),
  read: async ({ path, name: file }, findings, steps) => {
    const Database = sqlite();
    if (Database === null) {
      throw new UnreadableRunError(
        `${file}: to read MLflow's database takes Node 22.5 or newer; run Conclusive with it, or set MLFLOW_TRACKING_URI to a folder`,
      );
    }
    try {
      const database = new Database(path, { readOnly: true });
      try {
        readMetrics(database, file, findings, steps);
      } finally {
        database.close();
      }
    } catch (error) {
      if (error instanceof UnreadableRunError) throw error;
      throw new UnreadableRunError(`${file}: ${(error as Error).message}`, { cause: error });
    }
  },
};

/** Null in a Node that has none. */
function sqlite(): typeof DatabaseSync | null {
  const found = process.getBuiltinModule('node:sqlite') as { DatabaseSync: typeof DatabaseSync } | undefined;
  return found?.DatabaseSync ?? null;
}

function readMetrics(database: DatabaseSync, file: string, findings: Findings, steps: StepLogs): void {
  requirePlainTable(database, file);
  const log = steps.of('MLflow database', '');
  const rows = database.prepare(
    `SELECT ${COLUMNS.map((column) => `"${column}"`).join(', ')} FROM metrics ORDER BY key, step, timestamp LIMIT ${MAX_ROWS + 1}`,
  );
  let count = 0;
  for (const row of rows.iterate()) {
    count += 1;
    if (count > MAX_ROWS) throw new UnreadableRunError(`${file}: more than ${MAX_ROWS} values`);
    const { key, value, step, run_uuid: run, is_nan: isNan } = row;
    if (
      typeof key !== 'string' ||
      typeof value !== 'number' ||
      typeof step !== 'number' ||
      typeof run !== 'string'
    ) {
      throw new UnreadableRunError(`${file}: the table metrics has other columns than MLflow 3 writes`);
    }
    log.run ??= run;
    if (log.run !== run) throw severalRuns(file);
    log.add(log.series(key, file), step, isNan ? Number.NaN : value);
  }
  if (count === 0) findings.warn(`${file}: MLflow's database has no metrics`);
}

/** A view or a virtual table runs code of whoever wrote the file. */
function requirePlainTable(database: DatabaseSync, file: string): void {
  const found = database.prepare("SELECT type, sql FROM sqlite_master WHERE name = 'metrics'").get();
  const isPlain =
    found?.type === 'table' &&
    /^CREATE TABLE\b/i.test(String(found.sql)) &&
    !/\bAS\s*\(/i.test(String(found.sql));
  if (!isPlain) throw new UnreadableRunError(`${file}: a database without MLflow's table metrics`);
}

function severalRuns(file: string): ContradictoryRunError {
  return new ContradictoryRunError(
    `${file} holds several MLflow runs; log one in each run directory, without nested runs`,
  );
}
