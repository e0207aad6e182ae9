/** Reads CSV of programs and spreadsheets. */
import type { Info } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { UserError } from '../../../config/user-error.ts';
import { readText } from '../../bounded-file.ts';
import { PARSE_OPTIONS, readHeader, requireDistinctColumns } from '../../readers/files/csv-header.ts';
import { show } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES, MAX_ROWS } from '../limits.ts';
import type { ResultFile } from '../result-row.ts';
import { refuse, type Table } from './table.ts';

const DELIMITERS = [',', ';', '\t', '|'];
/** Excel's first line, which names the delimiter. */
const DELIMITER_LINE = /^"?sep=(.)"?$/i;
/** A line with bars below a header: `|---|:--|`, `----+----`, `+====+====+`. */
const RULE = /^(?=.*[-=])(?=.*[|+])[\s|+:=-]+$/;
/** The frame that Rich and Polars print. */
const FRAME = /^\s*[┌╭┏╔]/;
const SAVE =
  'save it as CSV: df.to_csv("results.csv") in pandas, df.write_csv("results.csv") in Polars, write.csv(df, "results.csv") in R';
const HEAD_LINES = 100;
/** Cells may have line breaks, but a file of breaks alone would take all memory. */
const MAX_LINES = 4 * MAX_ROWS;

interface TextLine {
  readonly line: number;
  readonly text: string;
}

interface CellLine {
  readonly line: number;
  readonly cells: readonly string[];
}

export async function readTextTable({ path, file }: ResultFile): Promise<Table> {
  const text = await readText(path, MAX_RESULTS_BYTES);
  if (countLines(text) > MAX_LINES) throw tooManyRows(file);
  const lines = linesOf(text);
  const stated = DELIMITER_LINE.exec(lines[0]?.text.trim() ?? '')?.[1];
  const body = stated === undefined ? lines : lines.slice(1);
  if (/^\s*\\(begin|documentclass|usepackage)\b/.test(body[0]?.text ?? ''))
    refuse({ file, line: body[0]?.line ?? null }, `is a table in LaTeX, which is not read; ${SAVE}`);
  const delimiter = stated ?? delimiterOf(body, file);
  const [header, ...rows] = cellsIn(body, delimiter, file);
  // Spreadsheets break long headers into lines.
  const columns = header?.cells.map((name) => name.replaceAll(/\s+/g, ' ')) ?? [];
  requireDistinctColumns(columns, file, header?.line);
  const data = rows.filter((row) => isData(row, columns, file));
  if (data.length === 0) {
    refuse({ file, line: null }, 'has a header but no rows');
  }
  if (data.length > MAX_ROWS) throw tooManyRows(file);
  return { file, columns, rows: data, delimiter };
}

function tooManyRows(file: string): UserError {
  return new UserError(`${file}: more than ${MAX_ROWS} rows; compare fewer at a time`);
}

/** Counts up to the limit. */
function countLines(text: string): number {
  const end = text.includes('\n') ? '\n' : '\r';
  let lines = 1;
  for (let at = text.indexOf(end); at >= 0 && lines <= MAX_LINES; at = text.indexOf(end, at + 1)) lines += 1;
  return lines;
}

/** Without the remarks above the header. */
function linesOf(text: string): readonly TextLine[] {
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ line: index + 1, text: line }));
  const start = lines.findIndex((line) => line.text.trim() !== '' && !line.text.startsWith('#'));
  return start < 0 ? [] : lines.slice(start);
}

/** The delimiter that gives the most header cells. */
function delimiterOf(lines: readonly TextLine[], file: string): string {
  const head = lines.slice(0, HEAD_LINES).flatMap(({ text }) => (text.trim() === '' ? [] : [text]));
  const { delimiter, names } = readHeader(head[0] ?? '', DELIMITERS);
  const isDrawn = head.some((line) => RULE.test(line) || FRAME.test(line));
  const isAligned = names.length <= 1 && head.some((line) => /\S\s+\S/.test(line));
  if (isDrawn || isAligned)
    refuse(
      { file, line: lines[0]?.line ?? 1 },
      `is printed text, not a table with commas, semicolons, tabs or bars between its cells; ${SAVE}`,
    );
  return delimiter;
}

function cellsIn(all: readonly TextLine[], delimiter: string, file: string): readonly CellLine[] {
  const lines = all.filter(({ text }) => text.trim() !== '');
  const remark = lines.find(({ text }) => text.startsWith('#'));
  if (remark !== undefined)
    refuse(
      { file, line: null },
      `line ${remark.line} begins with "#"; put comments above the header, and quote names that begin with "#"`,
    );
  const rows = lines.some(({ text }) => text.includes('"'))
    ? quotedCells(lines, delimiter, file)
    : lines.map(({ line, text }) => ({ line, cells: text.split(delimiter).map((cell) => cell.trim()) }));
  const other = rows.find(({ cells }) => cells.length !== rows[0]?.cells.length);
  if (other !== undefined)
    refuse(
      { file, line: other.line },
      'does not have as many cells as the header; check for decimal commas, for names with a comma but without quotes, and for a second header with other columns',
    );
  return rows;
}

function quotedCells(lines: readonly TextLine[], delimiter: string, file: string): readonly CellLine[] {
  let at = 1;
  let text = '';
  for (const { line, text: own } of lines) {
    text += '\n'.repeat(line - at) + own;
    at = line;
  }
  try {
    const rows = parse(text, { ...PARSE_OPTIONS, delimiter, info: true, relax_column_count: true });
    return (rows as unknown as ReadonlyArray<{ record: string[]; info: Info }>).map(({ record, info }) => ({
      line: info.lines,
      cells: record,
    }));
  } catch (error) {
    throw new UserError(`${file}: not valid CSV: ${(error as Error).message}`, { cause: error });
  }
}

/** False for an empty line, and for the header again where a log was resumed. */
function isData({ line, cells }: CellLine, columns: readonly string[], file: string): boolean {
  if (cells.every((cell) => cell === '')) return false;
  const names = cells.map((cell) => cell.replaceAll(/\s+/g, ' '));
  if (names.every((name, at) => name === columns[at])) return false;
  if (names.every((name) => columns.includes(name)))
    refuse({ file, line }, 'is a second header with other columns; write each part to its own file');
  const nameless = cells.findIndex((cell, at) => at > 0 && columns[at] === '' && cell !== '');
  if (nameless > 0)
    refuse(
      { file, line },
      `${show(cells[nameless])} stands in a column without a name; name it, and check for decimal commas`,
    );
  return true;
}
