/** Rows that sum up others, such as `Average` below the data sets, are no results of their own. */
import { show } from '../../readers/unreadable-run-error.ts';
import {
  isFoldName,
  isModelName,
  isRunIdName,
  isSeedName,
  isSummaryName,
  isSummaryOfTasks,
  isTaskName,
} from './column-names.ts';
import { type ColumnOptions, refuse, type Table, textOf } from './table.ts';

/**
 * Leaves out rows with a word for a summary in a column that identifies a row. Names that the call gives to a model or
 * chooses with `--where` are no such word.
 */
export function withoutSummaries(table: Table, options: ColumnOptions): Table {
  const { columns, rows, file } = table;
  const named = [options.baseline, ...options.variants].map((name) => name?.toLowerCase());
  const isWanted = (word: string) => named.includes(word.toLowerCase());
  const tests = columns.map((column, at) => {
    if (options.where?.some((condition) => condition.column === column)) return null;
    const isNameless = column === '' && at === 0;
    if (column === options.taskColumn || isTaskName(column) || isNameless) return isSummaryOfTasks;
    const isIdentity =
      [options.modelColumn, options.seedColumn].includes(column) ||
      [isModelName, isSeedName, isFoldName, isRunIdName].some((isNamed) => isNamed(column));
    return isIdentity ? isSummaryName : null;
  });
  const words = new Set<string>();
  const kept = rows.filter(({ cells }) => {
    const at = tests.findIndex((isSummary, index) => {
      const text = typeof cells[index] === 'string' ? textOf(cells[index]) : '';
      return isSummary?.(text) === true && !isWanted(text);
    });
    if (at >= 0) words.add(textOf(cells[at]));
    return at < 0;
  });
  if (words.size === 0) return table;
  if (kept.length === 0)
    refuse({ file, line: null }, `has only summary rows: ${[...words].map(show).join(', ')}`);
  const note = `Summary rows are left out: ${[...words].map(show).join(', ')}.`;
  return { ...table, rows: kept, notes: [...(table.notes ?? []), note] };
}
