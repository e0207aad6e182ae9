/** Task by task, the worst first, in the lines that are left. */
import { taskTable } from '../content/tables/tasks.ts';
import type { Table } from '../document.ts';
import { shortenMiddle } from '../format/clean.ts';
import { plainText } from '../format/plain.ts';
import type { View } from '../view.ts';
import { columnsOf, cutToColumns, type Paint, pad, wrap } from './text.ts';

const GAP = '  ';
const MAX_ROWS = 10;
const FEWEST_ROWS = 3;
const SHORTEST_NAME = 8;

export function taskLines(view: View, columns: number, lines: number, paint: Paint): readonly string[] {
  for (let rows = Math.min(MAX_ROWS, lines); rows >= FEWEST_ROWS; rows -= 1) {
    const drawn = taskTable(view, rows).flatMap((block) => {
      if (block.kind === 'table') return tableLines(block.table, columns, paint);
      const legend = 'content' in block ? wrap(plainText(block.content), columns) : [];
      return legend.map((line) => paint('dim', line));
    });
    if (drawn.length <= lines) return drawn;
  }
  return [];
}

/** Names, on the left, share what the numbers leave, and keep at least `SHORTEST_NAME`. */
function tableLines({ columns, rows }: Table, width: number, paint: Paint): readonly string[] {
  const cells = [columns.map(({ title }) => title), ...rows].map((row) => row.map(plainText));
  const widest = columns.map((_, at) => Math.max(...cells.map((row) => columnsOf(row[at] ?? ''))));
  const names = columns.filter(({ align }) => align === 'left').length;
  const room = width - GAP.length * names;
  const number = Math.min(widest.at(-1) ?? 0, room - SHORTEST_NAME * names);
  const most = Math.floor((room - number) / names);
  const widths = widest.map((one, at) => (columns[at]?.align === 'left' ? Math.min(one, most) : number));
  return cells.map((row, line) => {
    const drawn = row.map((cell, at) => {
      const { [at]: columnWidth = 0 } = widths;
      return pad(cut(cell, columnWidth), columnWidth, columns[at]?.align ?? 'left');
    });
    const text = drawn.join(GAP).trimEnd();
    return line === 0 ? paint('bold', text) : text;
  });
}

/** Names of tasks often differ at their ends; half an interval would look like a number. */
function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  return cutToColumns(text.includes('(') ? text : shortenMiddle(text, columns - 1), columns);
}
