import { parse as parseSync } from 'csv-parse/sync';
import { MAX_LINE_CHARS } from '../../bounded-file.ts';
import { parseCell } from '../numbers.ts';
import { type FileLine, show, unreadable } from '../unreadable-run-error.ts';
import type { RunFile } from './run-file.ts';

export const PARSE_OPTIONS = {
  bom: true,
  trim: true,
  skip_empty_lines: true,
  max_record_size: MAX_LINE_CHARS,
} as const;

interface Header {
  readonly names: readonly string[];
  readonly delimiter: string;
}

/** A longer first line holds no names. */
const MAX_HEADER_CHARS = 256 * 1024;
const DELIMITERS = [',', ';', '\t'];

/** Cached, because a dozen readers ask for the same header. */
let latest: { readonly head: string; readonly header: Header } | null = null;

/** Column names and delimiter; no names if the header is unreadable. */
export function readHeader(head: string, delimiters: readonly string[] = DELIMITERS): Header {
  if (delimiters !== DELIMITERS) return findHeader(head, delimiters);
  if (latest?.head !== head) latest = { head, header: findHeader(head, delimiters) };
  return latest.header;
}

function findHeader(head: string, delimiters: readonly string[]): Header {
  const [line = ''] = head.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  const isLong = line.length > MAX_HEADER_CHARS;
  const readings = delimiters.map((delimiter) => ({
    delimiter,
    names: isLong ? [] : splitOrNone(line, delimiter),
  }));
  return readings.reduce((best, reading) => (reading.names.length > best.names.length ? reading : best));
}

function splitOrNone(line: string, delimiter: string): readonly string[] {
  try {
    return splitQuoted(line, delimiter);
  } catch {
    // A broken header is reported when its rows are read.
    return [];
  }
}

/**
 * The cells of a row without quotes.
 *
 * @throws CsvError
 */
export function splitQuoted(row: string, delimiter: string): readonly string[] {
  // csv-parse needs a microsecond a character.
  if (!/["\r\n]/.test(row)) return row === '' ? [] : row.split(delimiter).map((cell) => cell.trim());
  const rows: string[][] = parseSync(row, { ...PARSE_OPTIONS, delimiter });
  return rows[0] ?? [];
}

/** True if a column is the axis of a log; a text file must also be a table of numbers. */
export function isCsvLog({ name, head }: RunFile, isAxis: (column: string) => boolean): boolean {
  const isText = /\.(log|txt)$/i.test(name);
  if (!isText && !isCsv(name)) return false;
  const { names, delimiter } = readHeader(head);
  const at = names.findIndex(isAxis);
  if (at < 0 || !isText) return at >= 0;
  const [, line = ''] = head.split(/\r?\n/, 2);
  const cells = line.split(delimiter);
  return names.length > 1 && cells.length === names.length && typeof parseCell(cells[at] ?? '') === 'number';
}

export function isCsv(name: string): boolean {
  return /\.[ct]sv(\.gz)?$/i.test(name);
}

/** Whether a row repeats the header, as a resumed run writes it. @throws UnreadableRunError for other columns */
export function isHeaderAgain(
  cells: readonly string[],
  names: readonly string[],
  axisAt: number,
  place: FileLine,
): boolean {
  if (cells[axisAt] !== names[axisAt]) return false;
  if (cells.join('\n') === names.join('\n')) return true;
  throw unreadable(place, 'a second header has other columns; write each part to its own file');
}

/** Unnamed columns do not count: pandas adds one for its index, and a trailing delimiter makes one. */
export function requireDistinctColumns(header: readonly string[], file: string, line = 1): void {
  const seen = new Set<string>();
  for (const name of header) {
    if (name !== '' && seen.has(name))
      throw unreadable({ file, line }, `the column ${show(name)} appears twice`);
    seen.add(name);
  }
}
