/** A column a model: `seed,baseline,wider`. */
import { knownMetric } from '../../../../config/known-metrics.ts';
import { readCell } from '../../cells.ts';
import { isAxisName, isFoldName, isSeedName } from '../column-names.ts';
import { nameTellsNoMetric } from '../not-metric-names.ts';
import { type ColumnOptions, isEmpty, notesBeside, type Table } from '../table.ts';
import type { Unnamed } from './unnamed-metric.ts';

/**
 * @param isLikely true if nothing else can name the models; else the call must name a column
 * @returns null for other layouts
 */
export function fromModelColumns(
  table: Table,
  options: ColumnOptions,
  unnamed: Unnamed,
  isLikely: boolean,
): Table | null {
  const { columns, rows } = table;
  const isKey = (column: string) =>
    column === options.seedColumn || isSeedName(column) || isAxisName(column) || isFoldName(column);
  const models = columns.flatMap((column, at) =>
    column !== '' && !isKey(column) && !nameTellsNoMetric(column) && isNumeric(table, at) ? [at] : [],
  );
  const names = models.map((at) => columns[at] as string);
  const isNamed = [options.baseline ?? 'baseline', ...options.variants].some((name) =>
    names.some((own) => own.toLowerCase() === name.toLowerCase()),
  );
  if (models.length < 2) return null;
  if (!isNamed && (!isLikely || names.some((name) => knownMetric(name) !== null))) return null;
  const keys = columns.flatMap((column, at) => (isKey(column) ? [at] : []));
  const metric = unnamed.nameFor(table.file);
  const others = columns.filter((column, at) => column !== '' && !models.includes(at) && !keys.includes(at));
  return {
    ...table,
    notes: notesBeside(table, 'models', others),
    columns: ['model', ...keys.map((at) => columns[at] as string), metric],
    rows: models.flatMap((at) =>
      rows.map(({ line, cells }) => ({
        line,
        cells: [columns[at], ...keys.map((key) => cells[key]), cells[at]],
      })),
    ),
  };
}

function isNumeric({ rows }: Table, at: number): boolean {
  const filled = rows.map(({ cells }) => cells[at]).filter((cell) => !isEmpty(cell));
  const numbers = filled.filter((cell) => typeof readCell(cell) === 'number');
  return numbers.length * 2 > filled.length;
}
