/** Task by task, the worst first, in the lines that are left. */
import { taskTable } from '../content/tables/tasks.ts';
import type { Table } from '../document.ts';
import { plainText } from '../format/plain.ts';
import type { View } from '../view.ts';
import { columnsOf, cutToColumns, type Paint, pad, wrap } from './text.ts';

const GAP = '  ';
const MAX_ROWS = 10;
const FEWEST_ROWS = 3;

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

/** Names, on the left, share what the numbers leave. */
function tableLines({ columns, rows }: Table, width: number, paint: Paint): readonly string[] {
  const cells = [columns.map(({ title }) => title), ...rows].map((row) => row.map(plainText));
  const widest = columns.map((_, at) => Math.max(...cells.map((row) => columnsOf(row[at] ?? ''))));
  const names = columns.filter(({ align }) => align === 'left').length;
  const numbers = widest.filter((_, at) => columns[at]?.align === 'right');
  const left = numbers.reduce((room, one) => room - one, width - GAP.length * (columns.length - 1));
  const widths = widest.map((one, at) =>
    columns[at]?.align === 'left' ? Math.min(one, Math.max(1, Math.floor(left / names))) : one,
  );
  const drawn = cells.map((row) =>
    row
      .map((cell, at) =>
        pad(cutToColumns(cell, widths[at] ?? 0), widths[at] ?? 0, columns[at]?.align ?? 'left'),
      )
      .join(GAP)
      .trimEnd(),
  );
  return drawn.map((line, at) => (at === 0 ? paint('bold', line) : line));
}
