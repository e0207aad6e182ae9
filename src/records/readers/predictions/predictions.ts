/** `*.jsonl` or `*.csv` with one prediction a row, or arrays of NumPy -> a table of labels, predictions and probabilities by split. */
import { basename } from 'node:path';
import { MAX_LINE_CHARS, readHead, readLines } from '../../bounded-file.ts';
import { isObject, parseJson } from '../../json.ts';
import { readHeader, readSimpleRows } from '../files/csv-rows.ts';
import { isJsonLines, someObject } from '../files/json-lines.ts';
import { MAX_PREDICTIONS_BYTES, type RunReader } from '../files/run-file.ts';
import { isCsv, requireDifferent } from '../formats/csv.ts';
import { parseCell } from '../numbers.ts';
import { formatPlace, show, UnreadableRunError } from '../unreadable-run-error.ts';
import { isNpyPredictions, readNpyPredictions } from './npy-predictions.ts';
import { hasOwnKeys, isPrediction, ownColumns, ownKeys, PROBABILITY_PREFIX } from './prediction-columns.ts';
import { type PredictionRow, type PredictionTable, TableBuilder } from './prediction-table.ts';

export const predictionsFile: RunReader = {
  format: '*.jsonl or *.csv with label and prediction, labels.npy and predictions.npy',
  accepts: ({ name, head }) => {
    if (isNpyPredictions(name)) return true;
    if (isJsonLines(name)) return someObject(head, (object) => isPrediction(ownKeys(Object.keys(object))));
    return isCsv(name) && isPrediction(ownColumns(readHeader(head).names).map(columnKind));
  },
  read: async ({ path }, findings) => findings.keepPredictions(path),
};

const FEATURE_PREFIX = 'feature_';

function columnKind(column: string): string {
  return column.startsWith(PROBABILITY_PREFIX) ? 'probabilities' : column;
}

/** @throws UnreadableRunError, NonFinitePredictionError where the predictions are NaN, UnusableFileError */
export async function readPredictions(path: string): Promise<PredictionTable> {
  if (isNpyPredictions(path)) return readNpyPredictions(path);
  const builder = new TableBuilder(basename(path));
  if (isCsv(path)) await readCsv(path, builder);
  else await readJsonLines(path, builder);
  return builder.build();
}

async function readJsonLines(path: string, builder: TableBuilder): Promise<void> {
  for await (const { number: line, text } of readLines(path, MAX_PREDICTIONS_BYTES)) {
    if (text === '') continue;
    builder.add(parseLine(text, { file: builder.file, line }), line);
  }
}

function parseLine(text: string, place: { file: string; line: number }): PredictionRow {
  try {
    const value = parseJson(text);
    if (isObject(value)) return { ...underOwnNames(value), id: exactId(value.id, text) };
  } catch (error) {
    throw new UnreadableRunError(`${formatPlace(place)}: not valid JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  throw new UnreadableRunError(
    `${formatPlace(place)}: a line must be an object such as {"label": 3, "prediction": 3}`,
  );
}

function underOwnNames(row: Readonly<Record<string, unknown>>): PredictionRow {
  if (hasOwnKeys(row)) return row;
  const keys = Object.keys(row);
  const own = ownKeys(keys);
  return Object.fromEntries(own.map((key, index) => [key, row[keys[index] ?? '']]));
}

/** A number that a double cannot hold has other digits in the text: those are the id. */
function exactId(id: unknown, text: string): unknown {
  if (typeof id !== 'number' || !Number.isInteger(id) || Number.isSafeInteger(id)) return id;
  for (const [, digits] of text.matchAll(/"id"\s*:\s*(-?\d+)/g)) if (Number(digits) === id) return digits;
  return id;
}

/** `probability_<class>` and `feature_<name>` columns come in any order; `slices` is one cell, `short;rare`. */
async function readCsv(path: string, builder: TableBuilder): Promise<void> {
  let toRow: ((cells: readonly string[]) => PredictionRow) | null = null;
  const { delimiter } = readHeader(await readHead(path, MAX_LINE_CHARS));
  for await (const { line, cells } of readSimpleRows(path, builder.file, MAX_PREDICTIONS_BYTES, delimiter)) {
    if (toRow === null) toRow = rowParser(cells, builder);
    else builder.add(toRow(cells), line);
  }
}

/** Where each column stands is looked up once, not in every row: there may be thousands of classes. */
function rowParser(
  names: readonly string[],
  builder: TableBuilder,
): (cells: readonly string[]) => PredictionRow {
  requireDifferent(names, builder.file);
  const header = ownColumns(names);
  const positions = new Map(header.map((column, index) => [column, index]));
  const cellOf = (column: string, parse: (cell: string) => string | number) => {
    const position = positions.get(column);
    return (cells: readonly string[]) => parse(position === undefined ? '' : (cells[position] ?? ''));
  };
  const columns = columnsByClass(header, builder.file);
  const classes = builder.nameClasses([...columns.keys()]);
  const probabilities = classes.map((name) => cellOf(columns.get(name) ?? '', parseCell));
  const features = header.flatMap((column) =>
    column.startsWith(FEATURE_PREFIX)
      ? [[column.slice(FEATURE_PREFIX.length), cellOf(column, parseCell)] as const]
      : [],
  );
  const asItStands = (cell: string) => cell;
  const epoch = cellOf('epoch', parseCell);
  const [split, id, slices] = [
    cellOf('split', asItStands),
    cellOf('id', asItStands),
    cellOf('slices', asItStands),
  ];
  const [label, prediction] = [cellOf('label', parseTarget), cellOf('prediction', parseTarget)];
  return (cells) => ({
    epoch: epoch(cells),
    split: split(cells) || undefined,
    id: id(cells),
    label: label(cells),
    prediction: prediction(cells),
    probabilities: probabilities.length === 0 ? undefined : probabilities.map((cell) => cell(cells)),
    slices: String(slices(cells)).split(';').filter(Boolean),
    features: Object.fromEntries(features.map(([name, cell]) => [name, cell(cells)])),
  });
}

/** Class -> its column. pandas writes a class 1 as `1.0` where its column of labels has gaps. */
function columnsByClass(header: readonly string[], file: string): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  for (const column of header) {
    if (!column.startsWith(PROBABILITY_PREFIX)) continue;
    const name = String(parseTarget(column.slice(PROBABILITY_PREFIX.length)));
    const other = columns.get(name);
    if (other !== undefined) {
      throw new UnreadableRunError(
        `${file}:1: the columns ${show(other)} and ${show(column)} are of one class`,
      );
    }
    columns.set(name, column);
  }
  return columns;
}

/** A whole number that a double would turn into another one is the name of a class. */
function parseTarget(cell: string): string | number {
  const value = parseCell(cell);
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !/^[+-]?\d+$/.test(cell)) return value;
  return Number.isFinite(value) && BigInt(value) === BigInt(cell.replace('+', '')) ? value : cell;
}
