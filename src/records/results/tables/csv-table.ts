/**
 * Reads CSV of programs and spreadsheets: commas, semicolons or tabs, quotes, a byte order mark, `sep=;`, remarks
 * above the header.
 */
import { CsvError } from 'csv-parse';
import { UserError } from '../../../config/user-error.ts';
import { readHeader, requireDistinctColumns } from '../../readers/files/csv-header.ts';
import { readRows } from '../../readers/files/csv-rows.ts';
import { MAX_RESULTS_BYTES, MAX_ROWS } from '../limits.ts';
import type { ResultFile } from '../result-row.ts';
import { refuse, type Table, type TableRow } from './table.ts';

/** Lines of a printed table. */
const LOOKED_AT = 10;
const DELIMITERS = [',', ';', '\t', '|'];
/** Excel's first line, which names the delimiter. */
const DELIMITER_LINE = /^"?sep=(.)"?$/i;

export async function readCsvTable(source: ResultFile): Promise<Table> {
  try {
    return await readTable(source);
  } catch (error) {
    const { cause } = error as Error;
    if (!(cause instanceof CsvError && cause.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')) throw error;
    throw new UserError(
      `${source.file}:${cause.lines}: does not have as many cells as the header; check for decimal commas, and for names with a comma but without quotes`,
      { cause: error },
    );
  }
}

async function readTable({ path, file, head }: ResultFile): Promise<Table> {
  if (isPrinted(head))
    refuse(
      { file, line: 1 },
      'its columns are aligned with spaces or lines, as a program prints a table; save it as CSV: df.to_csv("results.csv") in pandas, df.write_csv("results.csv") in Polars, write.csv(df, "results.csv") in R',
    );
  const delimiter = delimiterOf(head);
  let columns: readonly string[] | null = null;
  const rows: TableRow[] = [];
  // Drops the end, because the cut may split a character. UTF-16 decodes well.
  const isUtf8 = !head.slice(0, -4).includes('\ufffd');
  const options = { delimiter, remarks: true, ...(!isUtf8 && { encoding: 'latin1' as const }) };
  for await (const { line, cells } of readRows(path, file, MAX_RESULTS_BYTES, options)) {
    if (columns === null) {
      if (line === 1 && cells.length <= 2 && DELIMITER_LINE.test(cells.join(delimiter))) continue;
      // Spreadsheets break long headers into lines.
      columns = cells.map((name) => name.replaceAll(/\s+/g, ' '));
      requireDistinctColumns(columns, file, line);
    } else if (cells.some((cell) => cell !== '') && !isHeader(cells, columns)) {
      if (rows.length === MAX_ROWS)
        throw new UserError(`${file}: more than ${MAX_ROWS} rows; compare fewer at a time`);
      rows.push({ line, cells });
    }
  }
  if (columns === null || rows.length === 0) refuse({ file, line: null }, 'has a header but no rows');
  const notes = isUtf8
    ? []
    : [`${file} is not UTF-8 text and was read as Latin-1: accented letters may look wrong.`];
  return { file, columns, rows, delimiter, notes };
}

/** A log that was resumed has its header twice. */
function isHeader(cells: readonly string[], columns: readonly string[]): boolean {
  return cells.every((cell, at) => cell.replaceAll(/\s+/g, ' ') === columns[at]);
}

/**
 * A frame of lines, or several words in each line with a number last or as many words as the header; names may contain
 * spaces.
 */
function isPrinted(head: string): boolean {
  if (/^[┌╭┏╔│┃║]/m.test(head)) return true;
  const [header = '', ...rows] = head
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '' && !/^[-\s]+$/.test(line))
    .slice(0, LOOKED_AT);
  return (
    rows.length > 0 &&
    !DELIMITERS.some((delimiter) => header.includes(delimiter)) &&
    rows.every((row) => {
      const words = row.trim().split(/\s+/);
      const isNumber = (word: string) => word !== '' && Number.isFinite(Number(word));
      const isFull = words.length === header.trim().split(/\s+/).length && words.some(isNumber);
      return words.length > 1 && (isFull || isNumber(words.at(-1) ?? ''));
    })
  );
}

/** The delimiter that gives the most header cells. */
function delimiterOf(head: string): string {
  // Excel's "Unicode text" is UTF-16, which looks like ASCII with zeros here.
  const text = head.replace(/[\0\ufffd\ufeff]/g, '');
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const stated = DELIMITER_LINE.exec(lines[0] ?? '')?.[1];
  if (stated !== undefined) return stated;
  return readHeader(lines[0] ?? '', DELIMITERS).delimiter;
}
