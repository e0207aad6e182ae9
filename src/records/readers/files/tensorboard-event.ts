/** Fields of tensorboard/compat/proto/{event,summary,tensor}.proto that hold a scalar. */
import type Pbf from 'pbf';

/** Scalars of one event; reused for millions of events. */
export interface EventScalars {
  step: number;
  readonly tags: string[];
  readonly values: number[];
}

interface Value {
  tag: string;
  scalar: number | null;
}

/**
 * `start` and `end` are offsets in the reader's buffer.
 *
 * @throws Error if it is no event
 */
export function readEvent(reader: Pbf, start: number, end: number, scalars: EventScalars): void {
  scalars.step = 0;
  scalars.tags.length = 0;
  scalars.values.length = 0;
  reader.pos = start;
  reader.readFields(readEventField, scalars, end);
  if (reader.pos !== end) throw new Error('a field goes beyond the end of the event');
}

function readEventField(field: number, scalars: EventScalars, reader: Pbf): void {
  if (field === 2) scalars.step = reader.readVarint(true);
  else if (field === 5) reader.readMessage(readSummaryField, scalars);
}

function readSummaryField(field: number, scalars: EventScalars, reader: Pbf): void {
  if (field !== 1) return;
  const { tag, scalar } = reader.readMessage(readValueField, { tag: '', scalar: null } as Value);
  if (scalar === null) return;
  scalars.tags.push(tag);
  scalars.values.push(scalar);
}

function readValueField(field: number, value: Value, reader: Pbf): void {
  if (field === 1) value.tag = reader.readString();
  else if (field === 2) value.scalar = reader.readFloat();
  else if (field === 8) value.scalar = readScalarTensor(reader);
}

interface Tensor {
  type: number;
  content: Uint8Array | null;
  numbers: number[];
}

/** Null unless it is a single number. */
function readScalarTensor(reader: Pbf): number | null {
  const tensor: Tensor = { type: 0, content: null, numbers: [] };
  reader.readMessage(readTensorField, tensor);
  const [number] = tensor.numbers;
  if (tensor.numbers.length === 1 && number !== undefined) return number;
  return tensor.content === null ? null : fromContent(tensor.type, tensor.content);
}

function readTensorField(field: number, tensor: Tensor, reader: Pbf): void {
  if (field === 1) tensor.type = reader.readVarint();
  else if (field === 4) tensor.content = reader.readBytes();
  else if (field === 5) reader.readPackedFloat(tensor.numbers);
  else if (field === 6) reader.readPackedDouble(tensor.numbers);
  else if (field === 7 || field === 10) reader.readPackedVarint(tensor.numbers, true);
}

const DT_FLOAT = 1;
const DT_DOUBLE = 2;
const DT_INT32 = 3;
const DT_INT64 = 9;

function fromContent(type: number, content: Uint8Array): number | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (type === DT_FLOAT && content.length === 4) return view.getFloat32(0, true);
  if (type === DT_DOUBLE && content.length === 8) return view.getFloat64(0, true);
  if (type === DT_INT32 && content.length === 4) return view.getInt32(0, true);
  if (type === DT_INT64 && content.length === 8) return Number(view.getBigInt64(0, true));
  return null;
}
