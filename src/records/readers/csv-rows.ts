import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { MAX_LINE_CHARS, readChunks } from '../bounded-file.ts';
import { UnreadableRunError } from './unreadable-run-error.ts';

export interface CsvRow {
  readonly line: number;
  /** In the order of the header. */
  readonly cells: readonly string[];
}

const OPTIONS = { bom: true, trim: true, skip_empty_lines: true, max_record_size: MAX_LINE_CHARS } as const;

/** The names in the first row; none where it cannot be read. */
export function readHeader(head: string): string[] {
  const [line = ''] = head.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  try {
    const rows: string[][] = parseSync(line, OPTIONS);
    return rows[0] ?? [];
  } catch {
    // Only a look: a broken header is reported, with its line, when the rows are read.
    return [];
  }
}

export interface CsvOptions {
  readonly delimiter?: string;
  /** Lines before the header may be remarks that begin with `#`. */
  readonly remarks?: boolean;
}

/** All rows, the header first, each with as many cells as the header has. */
export async function* readRows(
  path: string,
  file: string,
  maxBytes: number,
  { delimiter = ',', remarks = false }: CsvOptions = {},
): AsyncGenerator<CsvRow> {
  const comments = remarks ? { comment: '#', comment_no_infix: true } : {};
  const parser = parse({ ...OPTIONS, ...comments, delimiter, info: true });
  const source = Readable.from(readChunks(path, maxBytes)).on('error', (error) => parser.destroy(error));
  let remarksAbove: number | null = null;
  try {
    for await (const row of source.pipe(parser)) {
      const { record, info } = row as { record: string[]; info: Info };
      remarksAbove ??= info.comment_lines;
      // A row whose first cell begins with "#" must not vanish as a remark.
      if (info.comment_lines > remarksAbove) {
        throw new UnreadableRunError(
          `${file}: a line shortly before line ${info.lines} begins with "#"; remarks stand above the header, and a name that begins so needs quotes`,
        );
      }
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableRunError(`${file}: not valid CSV: ${error.message}`, { cause: error });
  } finally {
    source.destroy();
  }
}
