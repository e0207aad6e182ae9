/** `*.csv` with one prediction a row. */
import { MAX_LINE_CHARS, readHead } from '../../bounded-file.ts';
import { readHeader, requireDistinctColumns } from '../files/csv-header.ts';
import { readSimpleRows } from '../files/csv-rows.ts';
import { MAX_PREDICTIONS_BYTES } from '../files/run-file.ts';
import { parseCell } from '../numbers.ts';
import { show as quoted, UnreadableRunError } from '../unreadable-run-error.ts';
import { ownColumns, PROBABILITY_PREFIX } from './prediction-columns.ts';
import { OF_ONE_RUN, type PredictionRow, type PredictionSink } from './table-builder.ts';

const FEATURE_PREFIX = 'feature_';

/** `probability_<class>` and `feature_<name>` columns stand in any order; a `slices` cell is `short;rare`. */
export async function addCsvPredictions(path: string, builder: PredictionSink): Promise<void> {
  let toRow: ((cells: readonly string[]) => PredictionRow) | null = null;
  const { delimiter } = readHeader(await readHead(path, MAX_LINE_CHARS));
  for await (const { line, cells } of readSimpleRows(path, builder.file, MAX_PREDICTIONS_BYTES, delimiter)) {
    if (toRow !== null) builder.add(toRow(cells), line);
    else {
      requireDistinctColumns(cells, builder.file);
      toRow = rowParser(ownColumns(cells), builder);
    }
  }
}

/** Looks columns up once, since there may be thousands of classes. */
function rowParser(
  header: readonly string[],
  builder: PredictionSink,
): (cells: readonly string[]) => PredictionRow {
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
  const ofOneRun = OF_ONE_RUN.filter((column) => positions.has(column)).map(
    (column) => [column, cellOf(column, column === 'model' ? apart : parseCell)] as const,
  );
  const split = cellOf('split', apart);
  const id = cellOf('id', apart);
  const cluster = cellOf('cluster', apart);
  const slices = cellOf('slices', apart);
  const show = cellOf('show', apart);
  const label = cellOf('label', parseTarget);
  const prediction = cellOf('prediction', parseTarget);
  const score = cellOf('score', parseCell);
  return (cells) => ({
    ...Object.fromEntries(ofOneRun.map(([column, cell]) => [column, cell(cells)])),
    split: split(cells) || undefined,
    id: id(cells),
    cluster: cluster(cells),
    label: label(cells),
    prediction: prediction(cells),
    score: score(cells),
    probabilities: probabilities.length === 0 ? undefined : probabilities.map((cell) => cell(cells)),
    show: show(cells),
    slices: String(slices(cells)).split(';').filter(Boolean),
    features: Object.fromEntries(features.map(([name, cell]) => [name, cell(cells)])),
  });
}

/** V8 substrings of 13 or more characters keep their whole source in memory. */
function apart(cell: string): string {
  return cell.length < 13 ? cell : Buffer.from(cell).toString();
}

/** Columns by class. pandas writes class 1 as `1.0` if labels have gaps. */
function columnsByClass(header: readonly string[], file: string): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  for (const column of header) {
    if (!column.startsWith(PROBABILITY_PREFIX)) continue;
    const name = String(parseTarget(column.slice(PROBABILITY_PREFIX.length)));
    const other = columns.get(name);
    if (other !== undefined) {
      throw new UnreadableRunError(
        `${file}:1: the columns ${quoted(other)} and ${quoted(column)} mean the same class; remove one`,
      );
    }
    columns.set(name, column);
  }
  return columns;
}

/** A whole number beyond the precision of doubles is a class name. */
function parseTarget(cell: string): string | number {
  const value = parseCell(cell);
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !/^[+-]?\d+$/.test(cell)) return value;
  return Number.isFinite(value) && BigInt(value) === BigInt(cell.replace('+', '')) ? value : cell;
}
