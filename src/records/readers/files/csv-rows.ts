import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { UnusableFileError } from '../../../files/open-file.ts';
import { MAX_LINE_CHARS, readLineBatches, readTextChunks } from '../../bounded-file.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { PARSE_OPTIONS, splitQuoted } from './csv-header.ts';

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvOptions {
  readonly delimiter?: string;
  readonly onCut?: ((message: string) => void) | null;
}

/**
 * Reads millions of rows: whole cells are found by their delimiters and quotes, and what is unusual goes to csv-parse.
 *
 * @param onCut warned about a last line without a line break, which is dropped; without it, such a line counts
 */
export async function* readSimpleRows(
  path: string,
  file: string,
  maxBytes: number,
  delimiter: string,
  onCut: ((message: string) => void) | null = null,
): AsyncGenerator<CsvRow> {
  // A trailing tab is a cell, not white space.
  if (delimiter === '\t') {
    yield* readRows(path, file, maxBytes, { delimiter, onCut });
    return;
  }
  let columns: number | null = null;
  let open = '';
  for await (const lines of readLineBatches(path, maxBytes, false)) {
    for (const { number: line, text, isComplete } of lines) {
      if (open === '' && text.trim() === '') continue;
      if (!isComplete && onCut !== null) {
        onCut(describeCut(file, line));
        return;
      }
      const record = open + text;
      open = (open !== '') === hasEvenQuotes(text) ? `${record}\n` : '';
      if (open.length > MAX_LINE_CHARS) throw notCsv(file, 'a quote is not closed');
      if (open !== '') continue;
      const whole = record.trimEnd();
      const cells = splitRecord(whole, delimiter) ?? splitOrThrow(whole, delimiter, file);
      columns ??= cells.length;
      if (cells.length !== columns)
        throw notCsv(file, `${cells.length} cells instead of ${columns} on line ${line}`);
      yield { line, cells };
    }
  }
  if (open !== '') throw notCsv(file, 'a quote is not closed');
}

function hasEvenQuotes(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 0;
}

/** @returns null for quotes that do not enclose a whole cell */
function splitRecord(record: string, delimiter: string): readonly string[] | null {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    let end: number;
    if (record[at] === '"') {
      end = record.indexOf('"', at + 1);
      while (end >= 0 && record[end + 1] === '"') end = record.indexOf('"', end + 2);
      const text = record.slice(at + 1, end);
      end += 1;
      if (end === 0 || (end < record.length && record[end] !== delimiter)) return null;
      cells.push(text.includes('"') ? text.replaceAll('""', '"') : text);
    } else {
      const next = record.indexOf(delimiter, at);
      end = next < 0 ? record.length : next;
      const text = record.slice(at, end);
      if (text.includes('"')) return null;
      cells.push(text.trim());
    }
    if (end >= record.length) return cells;
    at = end + 1;
  }
}

export function describeCut(file: string, line: number): string {
  return `${file}:${line}: the last line may be incomplete and was left out; end every line, including the last, with a line break`;
}

const LINE_FEED = 10;

/** @param onCut called with the number of a dropped last line */
async function* wholeLines(
  chunks: AsyncIterable<Buffer>,
  onCut: (line: number) => void,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let lines = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    const whole = end === 0 ? null : Buffer.concat([rest, chunk.subarray(0, end)]);
    rest = whole === null ? Buffer.concat([rest, chunk]) : chunk.subarray(end);
    if (rest.length > MAX_LINE_CHARS)
      throw new UnusableFileError(`has a line of more than ${MAX_LINE_CHARS} characters: line ${lines + 1}`);
    if (whole === null) continue;
    for (let at = whole.indexOf(LINE_FEED); at >= 0; at = whole.indexOf(LINE_FEED, at + 1)) lines += 1;
    yield whole;
  }
  if (rest.toString('latin1').trim() !== '') onCut(lines + 1);
}

function splitOrThrow(record: string, delimiter: string, file: string): readonly string[] {
  try {
    return splitQuoted(record, delimiter);
  } catch (error) {
    throw notCsv(file, (error as Error).message, error);
  }
}

function notCsv(file: string, reason: string, cause?: unknown): UnreadableRunError {
  return new UnreadableRunError(`${file}: not valid CSV: ${reason}`, { cause });
}

/** All rows with the header first, padded to its width. */
export async function* readRows(
  path: string,
  file: string,
  maxBytes: number,
  { delimiter = ',', onCut = null }: CsvOptions = {},
): AsyncGenerator<CsvRow> {
  const parser = parse({ ...PARSE_OPTIONS, delimiter, info: true });
  const chunks = readTextChunks(path, maxBytes);
  const lines = onCut === null ? chunks : wholeLines(chunks, (line) => onCut(describeCut(file, line)));
  const source = Readable.from(lines).on('error', (error) => parser.destroy(error));
  try {
    for await (const row of source.pipe(parser)) {
      const { record, info } = row as { record: string[]; info: Info };
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw notCsv(file, error.message, error);
  } finally {
    source.destroy();
  }
}
