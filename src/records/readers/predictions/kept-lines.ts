/**
 * Predictions in the very form in which the store keeps them: those of our own worker, and those of another store. Such a file is read in one go
 * over its bytes, and its bytes are kept, at a fraction of the time that it takes to read any JSON and to write the numbers anew. A file with
 * anything else in it is nobody's here: `readPredictions` says what is wrong with it, or takes it as it is.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { nameSchema } from '../../../config/names.ts';
import { isPicture } from '../../picture.ts';
import { MAX_SLICES, SPLITS, type Split } from '../../record.ts';
import { MAX_CLASSES } from './classes.ts';
import { NumberRows } from './number-rows.ts';
import type { PredictionTable, SplitPredictions } from './prediction-table.ts';
import { MAX_ID_CHARS, MAX_SHOWN_CHARS } from './prediction-values.ts';

/** A larger file is read a part at a time. */
export const MAX_KEPT_BYTES = 16 * 2 ** 20;
/** A decimal of so many digits is the shortest one of the double that it is read as. With more, another may be shorter. */
const SURE_DIGITS = 15;
/** Doubles hold these powers of ten exactly, so that a quotient by one of them is rounded once, as the reading of a decimal is. */
const POWERS = Array.from({ length: SURE_DIGITS + 1 }, (_, power) => Number(`1e${power}`));
/** Smaller ones are written with an exponent. */
const FEWEST_PLAIN = 1e-6;

const [QUOTE, BACKSLASH, COMMA, POINT, ZERO, NINE, CLOSE] = [0x22, 0x5c, 0x2c, 0x2e, 0x30, 0x39, 0x5d];
const STARTS = SPLITS.map((split) => [split, Buffer.from(`{"split":"${split}","id":"`)] as const);
const LABEL = Buffer.from('","label":');
const PREDICTION = Buffer.from(',"prediction":');
const PROBABILITIES = Buffer.from(',"probabilities":[');
const SLICES = Buffer.from(',"slices":[');
const SHOW = Buffer.from(',"show":"');
const END = Buffer.from('}\n');
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

interface Columns {
  readonly start: number;
  readonly ids: string[];
  readonly labels: number[];
  readonly predictions: number[];
  readonly probabilities: NumberRows;
  readonly slices: Map<string, number[]>;
  readonly shown: Array<string | null>;
}

const bytesOfTables = new WeakMap<PredictionTable, Buffer>();

/** @returns what the store keeps of a table that was read here; a table that is made of it has other bytes */
export function keptBytes(table: PredictionTable): Buffer | null {
  return bytesOfTables.get(table) ?? null;
}

/** For a table that was read in another process. */
export function keepBytes(table: PredictionTable, bytes: Buffer): void {
  bytesOfTables.set(table, bytes);
}

/** @returns null unless each line is as `canonicalPredictions` would write it */
export function readKeptLines(bytes: Buffer): PredictionTable | null {
  const isPlain = isAscii(bytes);
  if (bytes.length === 0 || bytes.length > MAX_KEPT_BYTES || !(isPlain || isUtf8(bytes))) return null;
  const encoding = isPlain ? 'latin1' : 'utf8';
  const splits = new Map<Split, Columns>();
  const known = new Set<string>();
  let at = 0;
  let [split, start] = STARTS[0] as (typeof STARTS)[number];
  let columns: Columns | undefined;
  let row: Float64Array | undefined;

  function takes(expected: Buffer): boolean {
    const { length } = expected;
    for (let index = 0; index < length; index += 1) if (bytes[at + index] !== expected[index]) return false;
    at += length;
    return true;
  }
  /** Up to the quote, which stays; null where something in it is escaped, or would have to be. */
  function text(): string | null {
    const from = at;
    for (let byte = bytes[at]; byte !== QUOTE; byte = bytes[++at])
      if (byte === undefined || byte === BACKSLASH || byte < 0x20) return null;
    return bytes.toString(encoding, from, at);
  }
  /** -1 for what is no index of a class. */
  function classIndex(): number {
    const from = at;
    let value = 0;
    for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0)
      value = 10 * value + byte - ZERO;
    const length = at - from;
    return length === 0 || (length > 1 && bytes[from] === ZERO) ? -1 : value;
  }
  /** -1 for what is no number between 0 and 1 as JavaScript writes it. */
  function probability(): number {
    const from = at;
    if (bytes[at] === ZERO && bytes[at + 1] === POINT) {
      at += 2;
      let [digits, byte] = [0, bytes[at] ?? 0];
      for (; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0) digits = 10 * digits + byte - ZERO;
      const decimals = at - from - 2;
      const isShortest = decimals <= SURE_DIGITS && bytes[at - 1] !== ZERO;
      const value = digits / (POWERS[decimals] ?? Number.NaN);
      if (isShortest && value >= FEWEST_PLAIN && (byte === COMMA || byte === CLOSE)) return value;
    }
    // Any other as JavaScript reads and writes it, which takes longer.
    for (let byte = bytes[at]; byte !== COMMA && byte !== CLOSE; byte = bytes[++at])
      if (byte === undefined) return -1;
    const written = bytes.toString('latin1', from, at);
    const value = Number(written);
    return value >= 0 && value <= 1 && String(value) === written ? value : -1;
  }
  function probabilities(): boolean {
    const width = row?.length ?? widthFrom(bytes, at);
    if (width < 2 || width > MAX_CLASSES) return false;
    row ??= new Float64Array(width);
    for (let index = 0; index < width; index += 1) {
      const value = probability();
      if (value < 0 || bytes[at] !== (index < width - 1 ? COMMA : CLOSE)) return false;
      row[index] = value;
      at += 1;
    }
    return true;
  }
  function slices({ slices, ids }: Columns): boolean {
    for (let last = ''; ; ) {
      at += 1;
      const name = text();
      if (name === null || name <= last) return false;
      last = name;
      if (!known.has(name)) {
        if (known.size === MAX_SLICES || !nameSchema.safeParse(name).success) return false;
        known.add(name);
      }
      const positions = slices.get(name);
      if (positions === undefined) slices.set(name, [ids.length]);
      else positions.push(ids.length);
      at += 2;
      if (bytes[at - 1] === CLOSE) return true;
      if (bytes[at - 1] !== COMMA || bytes[at] !== QUOTE) return false;
    }
  }
  function shown(): string | null {
    const value = text();
    const isShort = value !== null && value !== '' && value.length <= MAX_SHOWN_CHARS && !isPicture(value);
    at += 1;
    return isShort ? value : null;
  }

  while (at < bytes.length) {
    const from = at;
    if (columns === undefined || !takes(start)) {
      const found = STARTS.find(([, expected]) => takes(expected));
      if (found === undefined || splits.has(found[0])) return null;
      [split, start] = found;
      columns = undefined;
    }
    const id = text();
    if (id === null || id === '' || id.length > MAX_ID_CHARS || CONTROL.test(id) || !takes(LABEL))
      return null;
    const label = classIndex();
    if (label < 0 || !takes(PREDICTION)) return null;
    const prediction = classIndex();
    if (prediction < 0 || !takes(PROBABILITIES) || !probabilities() || row === undefined) return null;
    if (label >= row.length || prediction >= row.length) return null;
    columns ??= {
      ...{ start: from, ids: [], labels: [], predictions: [] },
      ...{ probabilities: new NumberRows(row.length), slices: new Map(), shown: [] },
    };
    splits.set(split, columns);
    if (bytes[at] === COMMA && takes(SLICES) && (bytes[at] !== QUOTE || !slices(columns))) return null;
    const show = bytes[at] === COMMA && takes(SHOW) ? shown() : undefined;
    if (show === null || !takes(END)) return null;
    columns.ids.push(id);
    columns.labels.push(label);
    columns.predictions.push(prediction);
    columns.probabilities.push(row);
    columns.shown.push(show ?? null);
  }
  const table = { splits: tableOf(splits), classes: row?.length ?? 0, classNames: null };
  bytesOfTables.set(table, inOrder(bytes, splits));
  return table;
}

/** How many numbers there are up to the end of a list. */
function widthFrom(bytes: Buffer, from: number): number {
  let width = 1;
  for (let at = from; at < bytes.length && bytes[at] !== CLOSE; at += 1) if (bytes[at] === COMMA) width += 1;
  return width;
}

function tableOf(splits: ReadonlyMap<Split, Columns>): Map<Split, SplitPredictions> {
  return new Map(
    [...splits].map(([split, { ids, labels, predictions, probabilities, slices, shown }]) => [
      split,
      {
        ...{
          ids,
          clusters: null,
          labels: Float64Array.from(labels),
          predictions: Float64Array.from(predictions),
        },
        ...{ probabilities, slices, features: new Map(), scores: new Map() },
        shown: shown.every((text) => text === null) ? null : shown,
      },
    ]),
  );
}

/** The lines of one split after those of another, in the order of the store. */
function inOrder(bytes: Buffer, splits: ReadonlyMap<Split, Columns>): Buffer {
  const starts = [...splits].map(([split, { start }]) => ({ split, start }));
  const isSorted = starts.every(
    ({ split }, index) =>
      index === 0 || SPLITS.indexOf(starts[index - 1]?.split ?? split) < SPLITS.indexOf(split),
  );
  if (isSorted) return bytes;
  const part = (split: Split) => {
    const index = starts.findIndex((one) => one.split === split);
    return index < 0 ? [] : [bytes.subarray(starts[index]?.start, starts[index + 1]?.start ?? bytes.length)];
  };
  return Buffer.concat(SPLITS.flatMap(part));
}
