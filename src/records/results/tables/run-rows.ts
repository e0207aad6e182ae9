/** Turns rows into run records. Any column but model, seed and status may be a metric. */
import { MAX_NAME_CHARS, nameSchema } from '../../../config/names.ts';
import { plural, wordFor } from '../../../words/plural.ts';
import { isHardwareName } from '../../hardware-names.ts';
import { parseFlatName } from '../../readers/flat-names.ts';
import { type FileLine, formatFileLine, show } from '../../readers/unreadable-run-error.ts';
import {
  MAX_ENVIRONMENT_CHARS,
  MAX_EPOCHS,
  MAX_METRICS,
  RUN_SCHEMA,
  type RunRecord,
  type RunStatus,
} from '../../record.ts';
import { isUnfinished, KNOWN_STATUS_WORDS, readCell, statusOfWord } from '../cells.ts';
import type { AddRow } from '../result-row.ts';
import { runIdColumns } from './column-names.ts';
import type { Identified } from './models-of-rows.ts';
import { isEmpty, isGiven, metricNameOf, refuse, type Step, type TableRow, textOf } from './table.ts';

const NO_FINGERPRINT = '0'.repeat(64);
const NOTHING = {};
const NO_CURVES: RunRecord['curves'] = [];
const NO_COST: RunRecord['cost'] = { wallSeconds: 0, cpuSeconds: null, peakMemoryBytes: null };

type Told = Pick<RunRecord, 'model' | 'seed' | 'status' | 'failure' | 'environment' | 'metrics'> &
  Partial<Pick<RunRecord, 'curves' | 'task'>>;

/**
 * Defaults of a record. Written key by key, since V8 gives spread objects their own shapes, which makes passes 20
 * times slower.
 */
export function toRecord(
  { model, task, seed, status, failure, environment, metrics, curves = NO_CURVES }: Told,
  fingerprint = NO_FINGERPRINT,
): RunRecord {
  return {
    schema: RUN_SCHEMA,
    fingerprint,
    model,
    task,
    seed,
    params: NOTHING,
    commit: null,
    status,
    failure,
    divergedBy: null,
    curves,
    metrics,
    slices: NOTHING,
    predictions: null,
    parameters: null,
    environment,
    cost: NO_COST,
  };
}

interface MetricColumn {
  readonly at: number;
  readonly name: string;
  readonly isHardware: boolean;
}

const STATUS_NAME = /^(info\.)?(status|state)$/i;

/** @returns the dropped rows, which are reported */
export function addRuns(identified: Identified, add: AddRow): readonly string[] {
  const { table, modelOf, seedOf, taskOf, axis } = identified;
  const { file } = table;
  const place = (row: TableRow): FileLine => ({ file: row.file ?? file, line: row.line });
  const first = table.rows[0] as TableRow;
  const statusAt = statusColumn(identified, place(first));
  const { metrics, notes } = metricColumns(identified, statusAt, place(first));
  const curveColumns = curvesIn(metrics);
  const ids = runIdColumns(table).filter((column) => !identified.used.has(column));
  const columns = table.columns.map((column, index) => (identified.used.has(index) ? '' : column));
  // One string a model, because the analysis compares 100,000 copies many times.
  const models = new Map<string, string>();
  const tasks = new Map<string, string>();
  let unfinished = 0;
  for (const row of table.rows) {
    const at = place(row);
    const stated = statusAt < 0 ? '' : row.cells[statusAt];
    if (typeof stated === 'string' && isUnfinished(stated)) {
      unfinished += 1;
      continue;
    }
    const named = readModel(modelOf(row), at);
    const model = models.get(named) ?? named;
    if (!models.has(model)) requireName(model, 'model', at);
    models.set(model, model);
    const status = readStatus(stated, at);
    const seed = seedOf === null ? null : readSeed(seedOf(row), at);
    const failure = status === 'ok' ? null : `${formatFileLine(at)}: its status is ${show(stated)}`;
    const { values, gaps, environment } = readMetrics(row, metrics);
    const task = taskOf === undefined ? undefined : readTask(taskOf(row), tasks, at);
    const record = toRecord({
      model,
      task,
      seed: seed ?? 0,
      status,
      failure,
      environment,
      metrics: { test: values },
      curves: curveOf(row, curveColumns),
    });
    const source = {
      columns,
      cells: row.cells,
      table: file,
      isFile: identified.isFile,
      run: ids.map((id) => textOf(row.cells[id])).join('\n'),
      ends: axis === undefined || row.steps === undefined ? null : { axis, at: endsOf(row.steps, metrics) },
    };
    add({ file: at.file, line: at.line, hasSeed: seed !== null, gaps, record, source });
  }
  if (unfinished === table.rows.length) refuse({ file, line: null }, 'no run in it has finished');
  if (unfinished > 0)
    notes.push(
      `${plural(unfinished, 'run has', 'runs have')} not finished yet and ${wordFor(unfinished, 'is', 'are')} left out.`,
    );
  return notes;
}

function statusColumn({ table: { columns }, used }: Identified, place: FileLine): number {
  const found = columns.flatMap((column, at) =>
    STATUS_NAME.test(column.trim()) && !used.has(at) ? [at] : [],
  );
  if (found.length > 1)
    refuse(
      place,
      `${found.map((at) => show(columns[at])).join(' and ')} could both be the status of the run`,
    );
  return found[0] ?? -1;
}

/** Trackers export hundreds of parameters, told apart by their prefix. */
function metricColumns({ table, used }: Identified, statusAt: number, place: FileLine) {
  const names = table.columns.map(metricNameOf);
  const notes: string[] = [];
  let tooLong = 0;
  const metrics = table.columns.flatMap((column, at): MetricColumn[] => {
    if (used.has(at) || at === statusAt || isGiven(column) || column === '') return [];
    const short = names[at] as string;
    const name = names.indexOf(short) === names.lastIndexOf(short) ? short : column;
    if (name.length > MAX_NAME_CHARS) {
      tooLong += 1;
      return [];
    }
    requireName(name, 'column', place);
    return [{ at, name, isHardware: isHardwareName(name) }];
  });
  if (metrics.length > MAX_METRICS)
    refuse(place, `more than ${MAX_METRICS} columns that may be metrics; export only those you need`);
  if (tooLong > 0)
    notes.push(`${tooLong} columns whose names have more than ${MAX_NAME_CHARS} characters are left out.`);
  return { metrics, notes };
}

function readMetrics({ cells }: TableRow, metrics: readonly MetricColumn[]) {
  const values: Record<string, number> = {};
  let gaps: Record<string, string> | null = null;
  let environment: Record<string, string> | null = null;
  for (const { at, name, isHardware } of metrics) {
    const value = readCell(cells[at]);
    if (typeof value === 'number') values[name] = value;
    else {
      gaps ??= {};
      gaps[name] = value;
      if (value !== '' && isHardware) {
        environment ??= {};
        environment[name] = value.slice(0, MAX_ENVIRONMENT_CHARS);
      }
    }
  }
  return { values, gaps: gaps ?? NOTHING, environment: environment ?? NOTHING };
}

interface CurveColumn {
  readonly at: number;
  readonly split: 'train' | 'validation';
  readonly name: string;
}

/** `train_loss` and `val_loss`; `loss` too where validation has it, as in logs. */
function curvesIn(metrics: readonly MetricColumn[]): readonly CurveColumn[] {
  const parsed = metrics.map(({ at, name }) => ({ at, ...parseFlatName(name) }));
  const onValidation = new Set(parsed.flatMap(({ split, name }) => (split === 'validation' ? [name] : [])));
  return parsed.flatMap(({ at, split, name }): CurveColumn[] => {
    if (split === 'train' || split === 'validation') return [{ at, split, name }];
    return split === null && onValidation.has(name) ? [{ at, split: 'train', name }] : [];
  });
}

function curveOf({ steps = [] }: TableRow, columns: readonly CurveColumn[]): RunRecord['curves'] {
  if (columns.length === 0 || steps.length === 0 || steps.length > MAX_EPOCHS) return NO_CURVES;
  const curve: Array<{ epoch: number; train: Record<string, number>; validation: Record<string, number> }> =
    [];
  for (const { at, cells } of steps) {
    if (at < 0) return NO_CURVES;
    let point = curve.at(-1);
    if (point?.epoch !== at) {
      point = { epoch: at, train: {}, validation: {} };
      curve.push(point);
    }
    for (const { at: place, split, name } of columns) {
      const value = readCell(cells[place]);
      if (typeof value === 'number') point[split][name] = value;
    }
  }
  return curve;
}

/** The step of each metric's last value. */
function endsOf(steps: readonly Step[], metrics: readonly MetricColumn[]): ReadonlyMap<string, number> {
  return new Map(
    metrics.flatMap(({ at, name }) => {
      const last = steps.findLast(({ cells }) => !isEmpty(cells[at]));
      return last === undefined ? [] : [[name, last.at] as const];
    }),
  );
}

function requireName(name: string, what: string, place: FileLine): void {
  // The replacement character: two names could have become one.
  if (name.includes('\ufffd'))
    refuse(place, `the ${what} ${show(name)} is not UTF-8 text; save the file as UTF-8`);
  const parsed = nameSchema.safeParse(name);
  if (parsed.success) return;
  refuse(
    place,
    `the ${what} ${show(name)} cannot be used: ${parsed.error.issues[0]?.message ?? 'not allowed'}`,
  );
}

function readModel(value: unknown, place: FileLine): string {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '') {
    refuse(place, value === undefined ? 'has no model' : `model must be a name, found ${show(value)}`);
  }
  return text.trim();
}

/** One string a task; each name is checked once. */
function readTask(name: string, known: Map<string, string>, place: FileLine): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (name === '') refuse(place, 'has no task, but other rows have one');
  requireName(name, 'task', place);
  known.set(name, name);
  return name;
}

/** pandas writes whole numbers as `7.0` if one is missing. */
function readSeed(value: unknown, place: FileLine): number {
  const seed = readCell(
    typeof value === 'string' ? value.replace(/^\s*(seed|s)[ _=:-]?(?=\d+\s*$)/i, '') : value,
  );
  if (typeof seed === 'number' && Number.isSafeInteger(seed) && seed >= 0) return seed;
  return refuse(
    place,
    `seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, found ${show(value)}; number the runs, ` +
      'and give runs that belong together the same number',
  );
}

function readStatus(value: unknown, place: FileLine): RunStatus {
  if (value === undefined || value === null || value === '') return 'ok';
  const status = typeof value === 'string' ? statusOfWord(value) : null;
  if (status !== null) return status;
  return refuse(place, `unknown status ${show(value)}; known: ${KNOWN_STATUS_WORDS.join(', ')}`);
}
