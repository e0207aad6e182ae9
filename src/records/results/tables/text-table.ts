/** Reads tables of text: CSV of programs and spreadsheets, Markdown, and tables printed with bars or aligned by spaces. */
import type { Info } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { UserError } from '../../../config/user-error.ts';
import { readText } from '../../bounded-file.ts';
import { PARSE_OPTIONS, readHeader, requireDistinctColumns } from '../../readers/files/csv-header.ts';
import { show } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES, MAX_ROWS } from '../limits.ts';
import type { ResultFile } from '../result-row.ts';
import { refuse, type Table } from './table.ts';

export const DELIMITERS = [',', ';', '\t', '|'];
const BAR = '|';
const SPACE = ' ';
/** Excel's first line, which names the delimiter. */
const DELIMITER_LINE = /^"?sep=(.)"?$/i;
/** A line with bars below a header: `|---|:--|`, `----+----`, `+====+====+`. */
const RULE = /^(?=.*[-=])(?=.*[|+])[\s|+:=-]+$/;
const DASHES = /^[\s=-]+$/;
/** The frame that Rich and Polars print. */
const FRAME = /^\s*[┌╭┏╔]/m;
/** A printed table that was cut: pandas, Polars. */
const CUT = /^(\.{2,3}|…)$/;
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
    const text = body[0]?.text.trim() ?? '';
    const isLog = /[:=]\s*\S*\d/.test(text);
    const log = `prints ${show(text)}, of which no number is read; write it plainly, such as 1234.5 or 4e-6`;
    refuse({ file, line: isLog ? (header?.line ?? null) : null }, isLog ? log : 'has a header but no rows');
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

export function hasRule(lines: readonly string[]): boolean {
  return lines.some((line) => RULE.test(line) || FRAME.test(line));
}

/** The delimiter that gives the most header cells; else a bar or spaces, by the lines below. */
function delimiterOf(lines: readonly TextLine[], file: string): string {
  const head = lines.slice(0, HEAD_LINES).flatMap(({ text }) => (text.trim() === '' ? [] : [text]));
  if (FRAME.test(head.join('\n')))
    refuse({ file, line: lines[0]?.line ?? 1 }, `its columns are aligned with lines; ${SAVE}`);
  if (head.some((line) => RULE.test(line))) return BAR;
  const { delimiter, names } = readHeader(head[0] ?? '', DELIMITERS);
  if (names.length > 1) return delimiter;
  const isAligned = head.slice(1).some((line) => /\S\s+\S/.test(line));
  return isAligned ? SPACE : delimiter;
}

function cellsIn(all: readonly TextLine[], delimiter: string, file: string): readonly CellLine[] {
  if (delimiter === BAR && all.some(({ text }) => RULE.test(text))) return barredCells(all, file);
  const lines = all.filter(({ text }) => text.trim() !== '');
  if (delimiter === SPACE) return alignedCells(lines, file);
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

/** One table with a rule below its header, as in Markdown, psql and MySQL; text may stand around it. */
function barredCells(lines: readonly TextLine[], file: string): readonly CellLine[] {
  const isRule = (at: number) => RULE.test(lines[at]?.text ?? '');
  const isRow = (at: number) => !isRule(at) && lines[at]?.text.includes(BAR) === true;
  const start = lines.findIndex((_, at) => isRow(at) && isRule(at + 1));
  let end = start;
  while (isRow(end) || isRule(end)) end += 1;
  if (start < 0) refuse({ file, line: null }, 'must hold a table with a line below its header');
  const second = lines.findIndex((_, at) => at > end && isRule(at));
  if (second >= 0)
    refuse(
      { file, line: lines[second]?.line ?? null },
      'begins a second table, and only one is read; put each into its own file',
    );
  const isFramed = lines[start]?.text.trim().startsWith(BAR) === true;
  const rows = lines.slice(start, end).filter(({ text }) => !RULE.test(text));
  const split = rows.map(({ line, text }) => ({ line, cells: barredCellsOf(text, isFramed) }));
  const count = split[0]?.cells.length;
  const outside = lines.find(
    ({ text }, at) =>
      (at < start || at >= end) && text.includes(BAR) && barredCellsOf(text, isFramed).length === count,
  );
  if (outside !== undefined)
    refuse(
      { file, line: outside.line },
      'is a row outside the table; remove the empty line above it, or keep one table',
    );
  const other = split.find(({ cells }) => cells.length !== count);
  if (other !== undefined)
    refuse({ file, line: other.line }, `has ${other.cells.length} cells, but the header has ${count}`);
  return split;
}

/** Strips emphasis and code around a cell: the best value is often bold. */
function barredCellsOf(line: string, isFramed: boolean): string[] {
  const inner = isFramed
    ? line
        .trim()
        .replace(/^\|/, '')
        .replace(/(?<!\\)\|$/, '')
    : line;
  return inner.split(/(?<!\\)\|/).map((cell) =>
    cell
      .trim()
      .replaceAll('\\|', '|')
      .replace(/^(\*{1,3}|_{1,3}|`)(.+)\1$/, '$2'),
  );
}

/** Each word is of the header that stands above it; a first column without a header counts the rows. */
function alignedCells(lines: readonly TextLine[], file: string): readonly CellLine[] {
  const [header, ...rows] = lines.filter(({ text }) => !DASHES.test(text));
  const columns = wordsIn(header?.text ?? '');
  const misplaced = (line: number): never =>
    refuse(
      { file, line },
      `its columns are aligned with spaces, and not every cell is below one header; ${SAVE}`,
    );
  const first = columns[0]?.start ?? 0;
  if (rows.some(({ text }) => text.trim() === header?.text.trim()))
    refuse({ file, line: null }, 'must hold one printed table');
  const split = rows.map(({ line, text }, index) => {
    const words = wordsIn(text);
    const count = Number(words[0]?.word);
    const isCounted = (words[0]?.end ?? 0) <= first && (count === index || count === index + 1);
    const cells = columns.map(() => '');
    for (const { word, start, end } of isCounted ? words.slice(1) : words) {
      const at = columns.findIndex((column) => start < column.end && column.start < end);
      const isOfTwo = columns.some((column, other) => other > at && start < column.end && column.start < end);
      if (at < 0 || isOfTwo) misplaced(line);
      cells[at] = `${cells[at]} ${word}`.trim();
    }
    if (cells.includes('')) misplaced(line);
    return { line, cells, isCounted };
  });
  const other = split.find(({ isCounted }) => isCounted !== split[0]?.isCounted);
  if (other !== undefined) misplaced(other.line);
  return [{ line: header?.line ?? 1, cells: columns.map(({ word }) => word) }, ...split];
}

function wordsIn(text: string) {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
  }));
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
  if (cells.some((cell) => CUT.test(cell)))
    refuse({ file, line }, `the table was cut when it was printed; ${SAVE}`);
  return true;
}
