import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { readWhole, sizeOfFile } from '../../../../files/open-file.ts';
import type { RunReader } from '../../run-reader.ts';
import type { RunValues } from '../../run-values.ts';
import type { StepLog } from '../../steps/step-log.ts';
import { ContradictoryRunError, UnreadableRunError } from '../../unreadable-run-error.ts';

const MAX_ROWS = 1_000_000;
/** The check before the first query takes a second. */
const MAX_BYTES = 100 * 1024 * 1024;
const COLUMNS = ['key', 'value', 'timestamp', 'run_uuid', 'step', 'is_nan'] as const;

export const mlflowDatabase: RunReader = {
  format: '*.db (MLflow 3, database store)',
  documented: [
    'MLflow 3 | `mlflow.db` (`sqlite:///{run_dir}/mlflow.db`); Node 22.5 or newer, as in the action | `train_loss`, `validation/loss` | `test_accuracy` | step',
  ],
  accepts: ({ name, head }) => /\.(db|sqlite3?)$/i.test(name) && head.startsWith('SQLite format 3\0'),
  read: async ({ path, name: file }, run) => {
    const Database = sqlite();
    if (Database === null) {
      throw new UnreadableRunError(
        `${file}: reading MLflow's database needs Node 22.5 or newer; use that, or set MLFLOW_TRACKING_URI to a folder`,
      );
    }
    if (sizeOfFile(path) > MAX_BYTES)
      throw new UnreadableRunError(`${file}: is larger than ${MAX_BYTES / 1024 / 1024} MB; log fewer values`);
    const folder = mkdtempSync(join(tmpdir(), 'conclusive-database-'));
    try {
      copyDatabase(path, join(folder, COPY));
      const database = new Database(join(folder, COPY), { readOnly: true });
      try {
        requirePlainTable(database, file);
        requireSound(database, file);
        readMetrics(database, file, run);
      } finally {
        database.close();
      }
    } catch (error) {
      if (error instanceof UnreadableRunError) throw error;
      throw new UnreadableRunError(`${file}: ${(error as Error).message}`, { cause: error });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const COPY = 'copy.db';

/**
 * SQLite opens further files whose names derive from the database's. In the run's folder, each could be a link or a
 * pipe that blocks.
 */
function copyDatabase(path: string, copy: string): void {
  for (const part of ['', '-wal', '-journal']) {
    try {
      writeFileSync(`${copy}${part}`, readWhole(`${path}${part}`, MAX_BYTES));
    } catch (error) {
      if (part === '' || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/** Null before Node 22.5. */
function sqlite(): typeof DatabaseSync | null {
  const found = process.getBuiltinModule('node:sqlite') as { DatabaseSync: typeof DatabaseSync } | undefined;
  return found?.DatabaseSync ?? null;
}

function readMetrics(database: DatabaseSync, file: string, run: RunValues): void {
  const log = run.steps('MLflow database', '');
  const values: LoggedValue[] = [];
  const known = new Map<string, LoggedValue['series']>();
  // Sorting in SQLite would sort all rows before it applies the limit.
  const rows = database.prepare(
    `SELECT ${COLUMNS.map((column) => `"${column}"`).join(', ')} FROM metrics LIMIT ${MAX_ROWS + 1}`,
  );
  for (const { key, value, timestamp, step, run_uuid: run, is_nan: isNan } of rows.iterate()) {
    if (values.length === MAX_ROWS) throw new UnreadableRunError(`${file}: more than ${MAX_ROWS} values`);
    if (
      typeof key !== 'string' ||
      typeof value !== 'number' ||
      typeof timestamp !== 'number' ||
      typeof step !== 'number' ||
      typeof run !== 'string'
    ) {
      throw new UnreadableRunError(`${file}: its metrics table does not have the columns of MLflow 3`);
    }
    log.run ??= run;
    if (log.run !== run) throw severalRuns(file);
    const series = known.get(key) ?? log.series(key, file);
    known.set(key, series);
    values.push({ series, step, timestamp, value: isNan ? Number.NaN : value });
  }
  values.sort((a, b) => a.step - b.step || a.timestamp - b.timestamp);
  for (const { series, step, value } of values) log.add(series, step, value);
  if (values.length === 0) run.warn(`${file}: MLflow's database has no metrics`);
}

interface LoggedValue {
  readonly series: ReturnType<StepLog['series']>;
  readonly step: number;
  readonly timestamp: number;
  readonly value: number;
}

/** A view, a virtual table or a generated column would run code of the file's author. */
function requirePlainTable(database: DatabaseSync, file: string): void {
  database.prepare('PRAGMA trusted_schema = OFF').get();
  const found = database.prepare("SELECT type, sql FROM sqlite_master WHERE name = 'metrics'").get();
  const columns = [...database.prepare("SELECT hidden FROM pragma_table_xinfo('metrics')").iterate()];
  const isPlain =
    found?.type === 'table' &&
    /^CREATE TABLE\b/i.test(String(found.sql)) &&
    columns.every(({ hidden }) => hidden === 0);
  if (!isPlain) throw new UnreadableRunError(`${file}: a database without MLflow's metrics table`);
}

/**
 * Circular pages would keep a query running forever. Constraints are expressions of the file's author, so they are not
 * evaluated.
 */
function requireSound(database: DatabaseSync, file: string): void {
  database.prepare('PRAGMA ignore_check_constraints = ON').get();
  const found = database.prepare("PRAGMA quick_check('metrics')").get();
  const answer = String(Object.values(found ?? {})[0]);
  if (answer !== 'ok')
    throw new UnreadableRunError(
      `${file}: the database is damaged: ${answer.split('\n').at(-1)?.slice(0, 100)}`,
    );
}

function severalRuns(file: string): ContradictoryRunError {
  return new ContradictoryRunError(
    `${file} holds several MLflow runs; log one in each run directory, without nested runs`,
  );
}
