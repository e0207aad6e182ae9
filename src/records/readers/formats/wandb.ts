/** Weights & Biases: `offline-run-*\/run-*.wandb` with the history and the summary of a run. */
import { posix } from 'node:path';
import Pbf from 'pbf';
import { isObject, parseJson } from '../../json.ts';
import type { RunReader } from '../files/run-file.ts';
import { readWandbRecords } from '../files/wandb-records.ts';
import type { Findings } from '../findings.ts';
import { toNumber } from '../numbers.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { readFinalMetrics } from './metrics-json.ts';

/** The fields of wandb/proto/wandb_internal.proto that metrics are made of. */
interface Entry {
  readonly history: Map<string, unknown>;
  readonly summary: Map<string, unknown>;
}

export const wandbRun: RunReader = {
  format: '*.wandb (Weights & Biases)',
  accepts: ({ baseName }) => isWandbRun(baseName),
  read: async ({ path, name: file }, findings) => {
    const { records, isWhole } = await readWandbRecords(path, file);
    if (!isWhole) findings.warn(`${file}: the last record breaks off and was left out`);
    const logged = new Set<string>();
    const summary = new Map<string, unknown>();
    for (const record of records) {
      const entry = parseEntry(record, file);
      addHistory(entry.history, logged, file, findings);
      for (const [key, value] of entry.summary) summary.set(key, value);
    }
    // What was logged by step is in the summary once more.
    const own = [...summary].filter(([key]) => !key.startsWith('_') && !logged.has(key));
    readFinalMetrics(Object.fromEntries(own), file, findings);
  },
};

export function isWandbRun(baseName: string): boolean {
  return /^run-.*\.wandb$/.test(baseName);
}

function addHistory(
  values: ReadonlyMap<string, unknown>,
  logged: Set<string>,
  file: string,
  findings: Findings,
): void {
  const step = values.get('_step');
  if (typeof step !== 'number') return;
  const log = findings.stepLogs.of('Weights & Biases', posix.dirname(file));
  for (const [key, stated] of values) {
    if (key.startsWith('_')) continue;
    logged.add(key);
    const value = toNumber(stated);
    if (typeof value === 'number') log.add(log.series(key, 'train', file, findings), step, value);
  }
}

function parseEntry(record: Uint8Array, file: string): Entry {
  const entry: Entry = { history: new Map(), summary: new Map() };
  try {
    new Pbf(record).readFields(readRecordField, entry);
  } catch (error) {
    throw new UnreadableRunError(`${file}: a record is not one of Weights & Biases`, { cause: error });
  }
  return entry;
}

function readRecordField(field: number, entry: Entry, reader: Pbf): void {
  if (field === 2) reader.readMessage(readHistoryField, entry.history);
  else if (field === 3) reader.readMessage(readSummaryField, entry.summary);
}

function readHistoryField(field: number, values: Map<string, unknown>, reader: Pbf): void {
  if (field === 1) readItem(values, reader);
  else if (field === 2) values.set('_step', reader.readMessage(readStepField, { number: 0 }).number);
}

function readStepField(field: number, step: { number: number }, reader: Pbf): void {
  if (field === 1) step.number = reader.readVarint(true);
}

function readSummaryField(field: number, values: Map<string, unknown>, reader: Pbf): void {
  if (field === 1) readItem(values, reader);
}

/** A nested key stands for `{ val: { loss: … } }`. */
function readItem(values: Map<string, unknown>, reader: Pbf): void {
  const item = reader.readMessage(readItemField, { key: '', nested: [], json: '' } as Item);
  addFlat(item.key || item.nested.join('/'), parseValue(item.json), values);
}

/** Up to 0.16 a nested value stands under one key. */
function addFlat(key: string, value: unknown, values: Map<string, unknown>): void {
  if (!isObject(value)) values.set(key, value);
  else for (const [inner, part] of Object.entries(value)) addFlat(`${key}/${inner}`, part, values);
}

interface Item {
  key: string;
  readonly nested: string[];
  json: string;
}

function readItemField(field: number, item: Item, reader: Pbf): void {
  if (field === 1) item.key = reader.readString();
  else if (field === 2) item.nested.push(reader.readString());
  else if (field === 16) item.json = reader.readString();
}

/** What is not a number is of no interest, and may be anything. */
function parseValue(json: string): unknown {
  try {
    return parseJson(json);
  } catch {
    return null;
  }
}
