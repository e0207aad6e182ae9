/** One row of a table, or one object of JSON lines -> a run. Columns: `model`, perhaps `seed` and `status`; all others may be metrics. */
import { nameSchema } from '../../config/names.ts';
import { UserError } from '../../config/user-error.ts';
import { isHardwareName } from '../hardware-names.ts';
import { isObject } from '../json.ts';
import { formatPlace, type Place, show } from '../readers/unreadable-run-error.ts';
import {
  MAX_ENVIRONMENT_CHARS,
  MAX_METRICS,
  type MetricValues,
  RUN_SCHEMA,
  type RunRecord,
  type RunStatus,
} from '../record.ts';
import { KNOWN_STATUS_WORDS, readCell, statusOfWord } from './cells.ts';
import type { ResultRow } from './result-row.ts';

export type Key = 'model' | 'seed' | 'status';

const KEYS: ReadonlyMap<string, Key> = new Map([
  ['model', 'model'],
  ['seed', 'seed'],
  ['status', 'status'],
  ['state', 'status'],
]);

const NO_FINGERPRINT = '0'.repeat(64);
const NOTHING = {};
const NO_CURVES: RunRecord['curves'] = [];
const NO_COST: RunRecord['cost'] = { wallSeconds: 0, cpuSeconds: null, peakMemoryBytes: null };

type Told = Pick<RunRecord, 'model' | 'seed' | 'status' | 'failure' | 'environment'> & {
  readonly values: MetricValues;
};

/** Key by key: V8 gives objects that are spread from others shapes of their own, which makes every pass over them 20 times slower. */
function toRecord({ model, seed, status, failure, environment, values }: Told): RunRecord {
  return {
    schema: RUN_SCHEMA,
    fingerprint: NO_FINGERPRINT,
    model,
    seed,
    params: NOTHING,
    commit: null,
    status,
    failure,
    divergedBy: null,
    curves: NO_CURVES,
    metrics: { test: values },
    slices: NOTHING,
    predictions: null,
    parameters: null,
    environment,
    cost: NO_COST,
  };
}

/** The key that a column is, whatever its case; null for a column that may be a metric. */
export function keyOf(column: string): Key | null {
  return KEYS.get(column.trim().toLowerCase()) ?? null;
}

/** @param cells in the order of `columns` */
export type RowReader = (place: Place, columns: readonly string[], cells: readonly unknown[]) => ResultRow;

/** A reader for the rows of one file: a name is looked at once, however many rows have it. */
export function createRowReader(): RowReader {
  const keys = new Map<string, Key | 'metric' | 'nameless'>();
  // One string a model: comparing 100,000 copies of it, as the analysis does again and again, would take a second.
  const models = new Map<string, string>();
  const kindOf = (column: string, place: Place) => {
    const known = keys.get(column);
    if (known !== undefined) return known;
    // A column without a name is the index that pandas writes unless told otherwise.
    const kind = keyOf(column) ?? (column === '' ? 'nameless' : 'metric');
    if (kind === 'metric') requireName(column, 'column', place);
    if (keys.size > MAX_METRICS) refuse(place, `more than ${MAX_METRICS} columns`);
    keys.set(column, kind);
    return kind;
  };
  return (place, columns, cells) => {
    const stated: Partial<Record<Key, unknown>> = {};
    const values: Record<string, number> = {};
    let gaps: Record<string, string> | null = null;
    let environment: Record<string, string> | null = null;
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index] as string;
      const kind = kindOf(column, place);
      if (kind === 'nameless') continue;
      if (kind === 'metric') {
        const value = readCell(cells[index]);
        if (typeof value === 'number') values[column] = value;
        else {
          gaps ??= {};
          gaps[column] = value;
          if (value !== '' && isHardwareName(column)) {
            environment ??= {};
            environment[column] = value.slice(0, MAX_ENVIRONMENT_CHARS);
          }
        }
      } else if (Object.hasOwn(stated, kind)) refuse(place, `the column ${show(kind)} stands there twice`);
      else stated[kind] = cells[index];
    }
    const named = readModel(stated.model, place);
    const model = models.get(named) ?? named;
    if (!models.has(model)) requireName(model, 'model', place);
    models.set(model, model);
    const status = readStatus(stated.status, place);
    const seed = Object.hasOwn(stated, 'seed') ? readSeed(stated.seed, place) : null;
    const failure = status === 'ok' ? null : `${formatPlace(place)}: its status is ${show(stated.status)}`;
    const record = toRecord({
      model,
      seed: seed ?? 0,
      status,
      failure,
      environment: environment ?? NOTHING,
      values,
    });
    return { file: place.file, line: place.line, hasSeed: seed !== null, gaps: gaps ?? NOTHING, record };
  };
}

function requireName(name: string, what: string, place: Place): void {
  // What stands for bytes that are no UTF-8: two names could have become one.
  if (name.includes('\ufffd'))
    refuse(place, `the ${what} ${show(name)} is not UTF-8 text; save the file as UTF-8`);
  const parsed = nameSchema.safeParse(name);
  if (parsed.success) return;
  refuse(
    place,
    `the ${what} ${show(name)} cannot be used: ${parsed.error.issues[0]?.message ?? 'not allowed'}`,
  );
}

function readModel(value: unknown, place: Place): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '') {
    refuse(place, value === undefined ? 'has no model' : `model must be a name, found ${show(value)}`);
  }
  return text.trim();
}

/** Pandas writes a column of whole numbers as `7.0` where one of them is missing. */
function readSeed(value: unknown, place: Place): number {
  const seed = readCell(value);
  if (typeof seed === 'number' && Number.isSafeInteger(seed) && seed >= 0) return seed;
  return refuse(
    place,
    `seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, found ${show(value)}; number the runs, ` +
      'the same number for runs that belong together',
  );
}

function readStatus(value: unknown, place: Place): RunStatus {
  if (value === undefined || value === null || value === '') return 'ok';
  const status = typeof value === 'string' ? statusOfWord(value) : null;
  if (status !== null) return status;
  return refuse(
    place,
    `status ${show(value)} is not known; known are ${KNOWN_STATUS_WORDS.join(', ')}. A run that still goes on has no place in a comparison`,
  );
}

/** @returns the object that a JSON text holds */
export function requireRow(value: unknown, place: Place): Record<string, unknown> {
  if (isObject(value)) return value;
  return refuse(place, 'must be an object such as {"model": "a", "seed": 1, "accuracy": 0.9}');
}

export function refuse(place: Place, message: string): never {
  throw new UserError(`${formatPlace(place)}: ${message}`);
}
