import Pbf from 'pbf';
import { isObject, tryParseJson } from '../../json.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';

/** Fields of wandb/proto/wandb_internal.proto that hold metrics. */
interface WandbEntry {
  readonly history: Map<string, unknown>;
  readonly summary: Map<string, unknown>;
}

/** @throws UnreadableRunError */
export function parseWandbEntry(record: Uint8Array, file: string): WandbEntry {
  const entry: WandbEntry = { history: new Map(), summary: new Map() };
  try {
    new Pbf(record).readFields(readRecordField, entry);
  } catch (error) {
    throw new UnreadableRunError(`${file}: a record is not a Weights & Biases record`, { cause: error });
  }
  return entry;
}

function readRecordField(field: number, entry: WandbEntry, reader: Pbf): void {
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
  addFlat(item.key || item.nested.join('/'), tryParseJson(item.json), values);
}

/** wandb up to 0.16 writes nested values under one key. */
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
