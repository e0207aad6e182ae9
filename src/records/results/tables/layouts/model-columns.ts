/** A column a model: `seed,baseline,wider`. */
import { readCell } from '../../cells.ts';
import type { MissingOptions } from '../../missing-options.ts';
import { isAxisName, isFoldName, isSeedName, isSplitName, isTaskName } from '../column-names.ts';
import { nameTellsNoMetric } from '../not-metric-names.ts';
import { type ColumnOptions, isEmpty, showColumns, type Table, textOf } from '../table.ts';
import type { Unnamed } from './unnamed-metric.ts';

interface Call {
  readonly options: ColumnOptions;
  readonly missing: MissingOptions;
  readonly unnamed: Unnamed;
}

/** @returns null unless the call names one of the columns as a model, or one is called baseline */
export function fromModelColumns(table: Table, { options, missing, unnamed }: Call): Table | null {
  const { columns, rows } = table;
  const isKey = (column: string) =>
    [options.seedColumn, options.taskColumn, options.stepColumn].includes(column) ||
    [isSeedName, isAxisName, isFoldName, isSplitName, isTaskName].some((isNamed) => isNamed(column));
  const isNamed = (column: string) =>
    [options.baseline ?? 'baseline', ...options.variants].some(
      (name) => name.toLowerCase() === column.toLowerCase(),
    );
  const models = columns.flatMap((column, at) => {
    if (isNamed(column)) return [at];
    const isOther = column === '' || isKey(column) || nameTellsNoMetric(column) !== null;
    return isOther || !isNumeric(table, at) || isRepeated(table, at) ? [] : [at];
  });
  const names = models.map((at) => columns[at] as string);
  if (models.length < 2 || !names.some(isNamed)) return null;
  if (models.length > 2 && options.variants.length === 0 && !columns.some(isKey))
    missing.ask(
      '--variant',
      `the columns that are models, since the first of ${showColumns(names)} may be what the others were measured at`,
      names.at(-1) as string,
    );
  const metric = unnamed.nameFor(table.file);
  const keys = columns.flatMap((column, at) => (column === '' || models.includes(at) ? [] : [at]));
  return {
    ...table,
    columns: ['model', ...keys.map((at) => columns[at] as string), metric],
    rows: models.flatMap((at) =>
      rows.map(({ cells, ...place }) => ({
        ...place,
        cells: [columns[at], ...keys.map((key) => cells[key]), cells[at]],
      })),
    ),
  };
}

/** Few numbers, each as often as the others, were chosen and not measured. */
function isRepeated({ rows }: Table, at: number): boolean {
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const text = textOf(cells[at]);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return new Set(counts.values()).size === 1 && counts.size > 1 && counts.size * 2 <= rows.length;
}

function isNumeric({ rows }: Table, at: number): boolean {
  const filled = rows.map(({ cells }) => cells[at]).filter((cell) => !isEmpty(cell));
  const numbers = filled.filter((cell) => typeof readCell(cell) === 'number');
  return numbers.length * 2 > filled.length;
}
