import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { UnusableFileError } from '../../../files/open-file.ts';
import { MAX_LINE_CHARS, readHead, readLines, readTextChunks } from '../../bounded-file.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { PARSE_OPTIONS, splitQuoted } from './csv-header.ts';

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const LOOK_BYTES = 64 * 1024;

export interface CsvOptions {
  readonly delimiter?: string;
  readonly onCut?: ((message: string) => void) | null;
}

/**
 * Reads millions of rows, few of them quoted: rows without quotes are split at the delimiter, the rest goes to
 * csv-parse.
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
  // A file with quotes at its beginning has them everywhere. A trailing tab is a cell, not white space.
  if (delimiter === '\t' || (await readHead(path, LOOK_BYTES)).includes('"')) {
    yield* readRows(path, file, maxBytes, { delimiter, onCut });
    return;
  }
  let columns: number | null = null;
  let quoted = '';
  for await (const { number: line, text, isComplete } of readLines(path, maxBytes)) {
    if (text === '' && quoted === '') continue;
    if (!isComplete && onCut !== null) {
      onCut(describeCut(file, line));
      return;
    }
    const record = quoted + text;
    const quotes = record.includes('"') ? record.split('"').length - 1 : 0;
    quoted = quotes % 2 === 1 ? `${record}\n` : '';
    if (quoted.length > MAX_LINE_CHARS) break;
    if (quoted !== '') continue;
    const cells = quotes > 0 ? splitOrThrow(record, delimiter, file) : splitPlain(record, delimiter);
    columns ??= cells.length;
    if (cells.length !== columns) {
      throw notCsv(file, `${cells.length} cells instead of ${columns} on line ${line}`);
    }
    yield { line, cells };
  }
  if (quoted !== '') throw notCsv(file, 'a quote is not closed');
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

function splitPlain(line: string, delimiter: string): string[] {
  const cells = line.split(delimiter);
  for (let index = 0; index < cells.length; index += 1) cells[index] = (cells[index] as string).trim();
  return cells;
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
