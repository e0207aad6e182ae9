/** `*.jsonl` or `*.csv` with one prediction a row, or arrays of NumPy -> a table of labels, predictions and probabilities by split. */
import { basename } from 'node:path';
import { MAX_LINE_CHARS, readHead, readLines } from '../bounded-file.ts';
import { isObject, parseJson } from '../json.ts';
import { isCsv, requireDifferent } from './csv.ts';
import { readHeader, readSimpleRows } from './csv-rows.ts';
import { isJsonLines, someObject } from './json-lines.ts';
import { isNpyPredictions, readNpyPredictions } from './npy-predictions.ts';
import { parseCell } from './numbers.ts';
import { type PredictionRow, type PredictionTable, TableBuilder } from './prediction-table.ts';
import { MAX_PREDICTIONS_BYTES, type RunReader } from './run-file.ts';
import { formatPlace, UnreadableRunError } from './unreadable-run-error.ts';

export const predictionsFile: RunReader = {
  format: '*.jsonl or *.csv with label and prediction, labels.npy and predictions.npy',
  accepts: ({ name, head }) => {
    if (isNpyPredictions(name)) return true;
    if (isJsonLines(name)) return someObject(head, (object) => isPrediction(Object.keys(object)));
    return isCsv(name) && isPrediction(readHeader(head).names.map(columnKind));
  },
  read: async ({ path }, findings) => findings.keepPredictions(path),
};

const PROBABILITY_PREFIX = 'probability_';

function isPrediction(keys: readonly string[]): boolean {
  return keys.includes('label') && (keys.includes('prediction') || keys.includes('probabilities'));
}

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
    if (isObject(value)) return value;
  } catch (error) {
    throw new UnreadableRunError(`${formatPlace(place)}: not valid JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  throw new UnreadableRunError(
    `${formatPlace(place)}: a line must be an object such as {"label": 3, "prediction": 3}`,
  );
}

/** `probability_<class>` columns come in any order; `slices` is one cell, `short;rare`. */
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
  header: readonly string[],
  builder: TableBuilder,
): (cells: readonly string[]) => PredictionRow {
  requireDifferent(header, builder.file);
  const positions = new Map(header.map((column, index) => [column, index]));
  const cellOf = (column: string) => {
    const position = positions.get(column);
    return (cells: readonly string[]) => parseCell(position === undefined ? '' : (cells[position] ?? ''));
  };
  const classes = builder.nameClasses(header.flatMap(classOfColumn));
  const probabilities = classes.map((name) => cellOf(`${PROBABILITY_PREFIX}${name}`));
  const [epoch, split, id, label, prediction, slices] = [
    cellOf('epoch'),
    cellOf('split'),
    cellOf('id'),
    cellOf('label'),
    cellOf('prediction'),
    cellOf('slices'),
  ];
  return (cells) => ({
    epoch: epoch(cells),
    split: split(cells) || undefined,
    id: id(cells),
    label: label(cells),
    prediction: prediction(cells),
    probabilities: probabilities.length === 0 ? undefined : probabilities.map((cell) => cell(cells)),
    slices: String(slices(cells)).split(';').filter(Boolean),
  });
}

function classOfColumn(column: string): string[] {
  return column.startsWith(PROBABILITY_PREFIX) ? [column.slice(PROBABILITY_PREFIX.length)] : [];
}
