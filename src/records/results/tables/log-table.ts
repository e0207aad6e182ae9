/** Reads the printed log of a run as a table: a column a metric, and a row a step. Only known names, or the call's, are read. */
import { knownMetric } from '../../../config/known-metrics.ts';
import { quoteNames } from '../../../words/list.ts';
import { readText } from '../../bounded-file.ts';
import { readHeader } from '../../readers/files/csv-header.ts';
import { parseFlatName } from '../../readers/flat-names.ts';
import { printedRows } from '../../readers/named/printed.ts';
import { readPrinted } from '../../readers/named/read-printed.ts';
import type { Split } from '../../record.ts';
import { MAX_RESULTS_BYTES } from '../limits.ts';
import type { ResultFile } from '../result-row.ts';
import { refuse, type Table } from './table.ts';
import { DELIMITERS, hasRule } from './text-table.ts';

const PREFIX: Readonly<Record<Split, string>> = {
  train: 'train_',
  validation: 'val_',
  test: '',
  shifted: 'shifted_',
};
const OF_TABLES = /\.(csv|tsv|tab|jsonl?|ndjson|md|markdown)$/i;
const STATES_NUMBER = /[:=]\s*['"]?[-+]?\.?\d|^[-+]?[\d.]+$/;
/** `seed_1_accuracy` is of one of several. */
const OF_ONE = /(^|[_ ])\d+([_ ]|$)/;
const HEAD_LINES = 20;

/** Any file may be a log unless its name says table, or its lines have as many cells as a header of names. */
export function mayBeLog(file: string, head: string): boolean {
  if (OF_TABLES.test(file)) return false;
  const lines = head.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const { names, delimiter } = readHeader(lines[0] ?? '', DELIMITERS);
  const isHeader = names.length > 1 && !names.some((name) => STATES_NUMBER.test(name));
  const isTable = lines
    .slice(1, HEAD_LINES)
    .every((line) => line.split(delimiter).length === names.length || line.includes('"'));
  return (
    !(isHeader && isTable) && !hasRule(lines) && printedRows(head).some((row) => Object.keys(row).length > 0)
  );
}

export async function readLog({ path, file }: ResultFile, named: readonly string[]): Promise<Table> {
  const text = await readText(path, MAX_RESULTS_BYTES);
  const columns = new Map<string, ReadonlyMap<number | null, number>>();
  const units = new Map<string, string>();
  const unclear: string[] = [];
  for (const name of named.length > 0 ? named : knownNamesIn(text)) {
    const { split: wanted } = parseFlatName(name);
    const found = readPrinted(name, text);
    if (found === null) unclear.push(name);
    for (const { split, unit, points } of found ?? []) {
      if (wanted !== null && split !== wanted) continue;
      const column = wanted === null ? `${PREFIX[split]}${name}` : name;
      // A percentage has been read as a share.
      units.set(column, unit === '%' ? '' : unit);
      columns.set(column, new Map(points.map(({ epoch, value }) => [epoch, value])));
    }
  }
  if (unclear.length > 0 && (named.length > 0 || columns.size === 0))
    refuse(
      { file, line: null },
      `prints several values of ${quoteNames(unclear)}, and its lines do not tell which one counts; end the log with one final value, or give a table`,
    );
  if (columns.size === 0)
    refuse(
      { file, line: null },
      named.length > 0
        ? `prints no value of ${quoteNames(named)}`
        : 'is no table, and prints no metric with a known name; name one with --metric',
    );
  const steps = [...new Set([...columns.values()].flatMap((points) => [...points.keys()]))]
    .filter((step) => step !== null)
    .sort((a, b) => a - b);
  const last = steps.at(-1) ?? null;
  const valueAt = (points: ReadonlyMap<number | null, number>, step: number | null) =>
    points.get(step) ?? (step === last ? points.get(null) : null) ?? null;
  const rows = (last === null ? [null] : steps).map((step) => ({
    line: null,
    cells: [
      ...(last === null ? [] : [step]),
      ...[...columns.values()].map((points) => valueAt(points, step)),
    ],
  }));
  return {
    file,
    columns: [...(last === null ? [] : ['step']), ...columns.keys()],
    rows,
    delimiter: null,
    units,
    notes:
      unclear.length === 0
        ? []
        : [`${file} prints several values of ${quoteNames(unclear)}; they are left out.`],
  };
}

function knownNamesIn(text: string): readonly string[] {
  const names = printedRows(text).flatMap((row) => Object.keys(row).map((key) => parseFlatName(key).name));
  return [...new Set(names)].filter((name) => knownMetric(name) !== null && !OF_ONE.test(name));
}
