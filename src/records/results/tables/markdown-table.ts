import { readText } from '../../bounded-file.ts';
import { requireDistinctColumns } from '../../readers/files/csv-header.ts';
import { MAX_RECORD_BYTES } from '../limits.ts';
import type { ResultFile } from '../result-row.ts';
import { refuse, type Table, type TableRow } from './table.ts';

const RULE = /^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?$/;

/** True if a text begins with a header and its rule. */
export function isMarkdownTable(head: string): boolean {
  const [header = '', rule = ''] = head.split(/\r?\n/, 2).map((line) => line.trim());
  return header.includes('|') && rule.includes('-') && rule.includes('|') && RULE.test(rule);
}

export async function readMarkdownTable({ path, file }: ResultFile): Promise<Table> {
  const lines = (await readText(path, MAX_RECORD_BYTES)).replace(/^\ufeff/, '').split(/\r?\n/);
  const start = lines.findIndex((line) => line.trim() !== '');
  const columns = cellsOf(lines[start] ?? '');
  requireDistinctColumns(columns, file, start + 1);
  const rows: TableRow[] = [];
  for (const [index, text] of lines.entries()) {
    if (index < start + 2) continue;
    if (!text.includes('|')) break;
    const cells = cellsOf(text);
    const line = index + 1;
    if (cells.length !== columns.length)
      refuse({ file, line }, `has ${cells.length} cells, but the header has ${columns.length}`);
    rows.push({ line, cells });
  }
  if (rows.length === 0) refuse({ file, line: null }, 'has a header but no rows');
  return { file, columns, rows, delimiter: '|' };
}

/** Strips emphasis and code around a cell: the best value is often bold. */
function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) =>
    cell
      .trim()
      .replaceAll('\\|', '|')
      .replace(/^(\*{1,3}|_{1,3}|`)(.+)\1$/, '$2'),
  );
}
