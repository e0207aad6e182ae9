import type { Database } from 'sql.js';
import { openDatabase, rowsOf } from '../../files/sqlite-database.ts';
import type { RunReader } from '../../run-reader.ts';
import type { RunValues } from '../../run-values.ts';
import type { StepLog } from '../../steps/step-log.ts';
import { ContradictoryRunError, UnreadableRunError } from '../../unreadable-run-error.ts';

const MAX_ROWS = 1_000_000;
const COLUMNS = ['key', 'value', 'timestamp', 'run_uuid', 'step', 'is_nan'] as const;

export const mlflowDatabase: RunReader = {
  format: '*.db (MLflow 3, database store)',
  documented: [
    'MLflow 3 | `mlflow.db` (`sqlite:///{run_dir}/mlflow.db`) | `train_loss`, `validation/loss` | `test_accuracy` | step',
  ],
  accepts: ({ name, head }) => /\.(db|sqlite3?)$/i.test(name) && head.startsWith('SQLite format 3\0'),
  read: async ({ path, name: file }, run) => {
    const database = await openDatabase(path, file);
    try {
      requirePlainTable(database, file);
      requireSound(database, file);
      readMetrics(database, file, run);
    } catch (error) {
      if (error instanceof UnreadableRunError) throw error;
      throw new UnreadableRunError(`${file}: ${(error as Error).message}`, { cause: error });
    } finally {
      database.close();
    }
  },
};

function readMetrics(database: Database, file: string, run: RunValues): void {
  const log = run.steps('MLflow database', '');
  const values: LoggedValue[] = [];
  const known = new Map<string, LoggedValue['series']>();
  // With the table's name, since SQLite takes an unknown name in quotes for a text. Sorting in SQLite would sort all rows before it applies the limit.
  const sql = `SELECT ${COLUMNS.map((column) => `metrics."${column}"`).join(', ')} FROM metrics LIMIT ${MAX_ROWS + 1}`;
  for (const [key, value, timestamp, run, step, isNan] of rowsOf(database, sql)) {
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
function requirePlainTable(database: Database, file: string): void {
  firstOf(database, 'PRAGMA trusted_schema = OFF');
  const [type, sql] = firstOf(database, "SELECT type, sql FROM sqlite_master WHERE name = 'metrics'");
  const columns = [...rowsOf(database, "SELECT hidden FROM pragma_table_xinfo('metrics')")];
  const isPlain =
    type === 'table' && /^CREATE TABLE\b/i.test(String(sql)) && columns.every(([hidden]) => hidden === 0);
  if (!isPlain) throw new UnreadableRunError(`${file}: a database without MLflow's metrics table`);
}

/**
 * Circular pages would keep a query running forever. Constraints are expressions of the file's author, so they are not
 * evaluated.
 */
function requireSound(database: Database, file: string): void {
  firstOf(database, 'PRAGMA ignore_check_constraints = ON');
  const [answer] = firstOf(database, "PRAGMA quick_check('metrics')").map(String);
  if (answer !== 'ok')
    throw new UnreadableRunError(
      `${file}: the database is damaged: ${answer?.split('\n').at(-1)?.slice(0, 100)}`,
    );
}

function firstOf(database: Database, sql: string): readonly unknown[] {
  const [row = []] = rowsOf(database, sql);
  return row;
}

function severalRuns(file: string): ContradictoryRunError {
  return new ContradictoryRunError(
    `${file} holds several MLflow runs; log one in each run directory, without nested runs`,
  );
}
