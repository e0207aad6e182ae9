/** `model,seed,<metric>…`: one run a row. Semicolons and tabs are taken as well, decimals are written with a point. */
import { CsvError } from 'csv-parse';
import { UserError } from '../../config/user-error.ts';
import { readRows } from '../readers/files/csv-rows.ts';
import { type Place, show } from '../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from './limits.ts';
import type { AddRow, ResultFile } from './result-row.ts';
import { createRowReader, keyOf, refuse } from './table-row.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const MAX_COLUMNS_SHOWN = 10;

export async function readCsvResults(source: ResultFile, add: AddRow): Promise<void> {
  try {
    await readTable(source, add);
  } catch (error) {
    const { cause } = error as Error;
    if (!(cause instanceof CsvError && cause.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')) throw error;
    throw new UserError(
      `${source.file}:${cause.lines}: has not as many cells as the header; a decimal comma, or a name with a comma that is not quoted?`,
      { cause: error },
    );
  }
}

async function readTable({ path, file, head }: ResultFile, add: AddRow): Promise<void> {
  const options = { delimiter: delimiterOf(head), remarks: true };
  const toRow = createRowReader();
  let header: readonly string[] | null = null;
  let rows = 0;
  for await (const { line, cells } of readRows(path, file, MAX_RESULTS_BYTES, options)) {
    const place = { file, line };
    if (header === null) {
      checkHeader(cells, place);
      header = cells;
    } else if (cells.some((cell) => cell !== '')) {
      rows += 1;
      add(toRow(place, header, cells));
    }
  }
  if (rows === 0) refuse({ file, line: null }, 'has a header and no row below it');
}

/** The one that lets the header hold a column `model`. */
function delimiterOf(head: string): string {
  // UTF-16, as Excel saves "Unicode text", is read below; to this look it is ASCII with zeros between.
  const text = head.replace(/[\0\ufffd]/g, '');
  const header = text.split(/\r\n|\n|\r/).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const columns = (delimiter: string) => header.split(delimiter).map((cell) => cell.replaceAll('"', ''));
  return DELIMITERS.find((delimiter) => columns(delimiter).some((name) => keyOf(name) === 'model')) ?? ',';
}

function checkHeader(columns: readonly string[], place: Place): void {
  const repeated = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (repeated !== undefined) refuse(place, `the column ${show(repeated)} stands there twice`);
  if (columns.some((name) => keyOf(name) === 'model')) return;
  const shown = columns.slice(0, MAX_COLUMNS_SHOWN).map(show).join(', ');
  const more = columns.length > MAX_COLUMNS_SHOWN ? ' …' : '';
  refuse(
    place,
    `the header has no column "model"; it reads ${shown}${more}. Give the table a header such as model,seed,accuracy ` +
      'with commas, semicolons or tabs between, or, for predictions by example, id,label,prediction',
  );
}
