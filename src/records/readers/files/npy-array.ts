/** NumPy's `.npy`: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. Never pickled objects. */
import { readBytes } from '../../bounded-file.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { MAX_PREDICTIONS_BYTES } from './run-file.ts';

export interface NpyArray {
  readonly shape: readonly number[];
  at(index: number): number | string;
}

interface Header {
  readonly type: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  readonly dataStart: number;
}

const MAGIC = '\x93NUMPY';
/** The dict as NumPy writes it. */
const HEADER =
  /^\{'descr': '([^']{1,20})', 'fortran_order': (True|False), 'shape': \(([\d, ]{0,100})\), \}\s*$/;
const MAX_DIMENSIONS = 2;
const MAX_TEXT_CHARS = 200;

/** @throws UnreadableRunError, UnusableFileError */
export async function readNpy(path: string, file: string): Promise<NpyArray> {
  return parseNpy(await readBytes(path, MAX_PREDICTIONS_BYTES), file);
}

/** @throws UnreadableRunError */
export function parseNpy(bytes: Buffer, file: string): NpyArray {
  const { type, isFortran, shape, dataStart } = parseHeader(bytes, file);
  const { size, read } = itemReader(type, file);
  const count = shape.reduce((product, length) => product * length, 1);
  if (bytes.length - dataStart !== count * size) {
    throw new UnreadableRunError(
      `${file}: has ${bytes.length - dataStart} bytes of data, but shape (${shape.join(', ')}) of ${type} needs ${count * size}; the file may be incomplete`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataStart);
  const [rows = 1, columns = 1] = shape;
  const place = isFortran
    ? (index: number) => (index % columns) * rows + Math.floor(index / columns)
    : identity;
  return { shape, at: (index) => read(view, place(index) * size) };
}

function identity(index: number): number {
  return index;
}

function parseHeader(bytes: Buffer, file: string): Header {
  const version = bytes[6] ?? 0;
  if (bytes.toString('latin1', 0, 6) !== MAGIC || version < 1 || version > 3) {
    throw new UnreadableRunError(`${file}: not a .npy file of version 1, 2 or 3`);
  }
  const textStart = version === 1 ? 10 : 12;
  if (bytes.length < textStart) throw new UnreadableRunError(`${file}: ends inside its header`);
  const dataStart = textStart + (version === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8));
  const text = bytes.toString('latin1', textStart, Math.min(dataStart, textStart + 1000));
  const [, type, order, lengths] = HEADER.exec(text) ?? [];
  if (type === undefined || lengths === undefined || dataStart > bytes.length) {
    throw new UnreadableRunError(
      `${file}: its header was not written by NumPy: ${JSON.stringify(text.slice(0, 60))}`,
    );
  }
  const shape = lengths
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  if (shape.length > MAX_DIMENSIONS || !shape.every(Number.isSafeInteger)) {
    throw new UnreadableRunError(`${file}: shape (${lengths}) must have one or two dimensions`);
  }
  return { type, isFortran: order === 'True', shape, dataStart };
}

interface ItemReader {
  readonly size: number;
  read(view: DataView, at: number): number | string;
}

function itemReader(type: string, file: string): ItemReader {
  const [, order, kind = '', digits = ''] = /^([<>|])([fiubU])(\d{1,4})$/.exec(type) ?? [];
  const isLittle = order !== '>';
  const read = NUMBERS[`${kind}${digits}`];
  if (read !== undefined) return { size: Number(digits), read: (view, at) => read(view, at, isLittle) };
  const characters = Number(digits);
  if (kind === 'U' && characters > 0 && characters <= MAX_TEXT_CHARS) {
    return { size: 4 * characters, read: (view, at) => readText(view, at, characters, isLittle) };
  }
  throw new UnreadableRunError(
    `${file}: arrays of type ${JSON.stringify(type)} are not supported; save numbers, booleans or strings, e.g. with .astype("float32")`,
  );
}

type ReadNumber = (view: DataView, at: number, isLittle: boolean) => number;

const NUMBERS: Readonly<Record<string, ReadNumber | undefined>> = {
  b1: (view, at) => view.getUint8(at),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, isLittle) => view.getUint16(at, isLittle),
  u4: (view, at, isLittle) => view.getUint32(at, isLittle),
  u8: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, isLittle) => view.getInt16(at, isLittle),
  i4: (view, at, isLittle) => view.getInt32(at, isLittle),
  i8: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)),
  f2: (view, at, isLittle) => toHalf(view.getUint16(at, isLittle)),
  f4: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f8: (view, at, isLittle) => view.getFloat64(at, isLittle),
};

/** IEEE 754 binary16; `DataView.getFloat16` is not in Node 20. */
function toHalf(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** UTF-32, padded with zeros. */
function readText(view: DataView, at: number, characters: number, isLittle: boolean): string {
  let text = '';
  for (let index = 0; index < characters; index += 1) {
    const code = view.getUint32(at + 4 * index, isLittle);
    if (code === 0) break;
    text += code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
  }
  return text;
}
