/** Rows that sum up others, such as `Average` below the data sets, are no results of their own. */
import { show } from '../../readers/unreadable-run-error.ts';
import {
  isFoldName,
  isModelName,
  isRunIdName,
  isSeedName,
  isSummaryName,
  isTaskName,
  summaryIn,
} from './column-names.ts';
import { type ColumnOptions, refuse, type Table, textOf } from './table.ts';

/** Of a task, fold or run any summary is meant; a model may have a name such as `all`. */
type Part = 'part' | 'seed' | 'model';

/**
 * Leaves out rows with a word for a summary in a column that identifies a row. Names that the call gives to a model or
 * chooses with `--where` are no such word.
 */
export function withoutSummaries(table: Table, options: ColumnOptions): Table {
  const { columns, rows, file } = table;
  const named = [options.baseline, ...options.variants].map((name) => name?.toLowerCase());
  const isWanted = (word: string) => named.includes(word.toLowerCase());
  const parts = columns.map((column, at): Part | null => {
    if (options.where?.some((condition) => condition.column === column)) return null;
    if (column === options.taskColumn || [isTaskName, isFoldName, isRunIdName].some((is) => is(column)))
      return new Set(rows.map(({ cells }) => textOf(cells[at]))).size < 2 ? null : 'part';
    if (column === '' && at === 0) return 'part';
    if (column === options.seedColumn || isSeedName(column)) return 'seed';
    return column === options.modelColumn || isModelName(column) ? 'model' : null;
  });
  const words = new Set<string>();
  // A column has few different words and many rows.
  const judged = parts.map(() => new Map<string, boolean>());
  const isSummary = (text: string, at: number) => {
    const known = judged[at]?.get(text);
    if (known !== undefined) return known;
    const found = parts[at] === 'model' ? isSummaryName(text) : summaryIn(text) === 'certain';
    judged[at]?.set(text, found);
    return found;
  };
  const kept = rows.filter(({ cells, line }) => {
    for (const [at, part] of parts.entries()) {
      const text = typeof cells[at] === 'string' ? textOf(cells[at]) : '';
      if (part === null || isWanted(text)) continue;
      if (part === 'part' && columns[at] !== '' && summaryIn(text) === 'possible')
        refuse(
          { file, line },
          `${show(columns[at])} is ${show(text)}, which may summarise the other rows: delete the row, or give it another name if it does not`,
        );
      if (!isSummary(text, at)) continue;
      words.add(text);
      return false;
    }
    return true;
  });
  if (words.size === 0) return table;
  if (kept.length === 0)
    refuse({ file, line: null }, `has only summary rows: ${[...words].map(show).join(', ')}`);
  const note = `Summary rows are left out: ${[...words].map(show).join(', ')}.`;
  return { ...table, rows: kept, notes: [...(table.notes ?? []), note] };
}
