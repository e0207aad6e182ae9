/** Columns that tell apart rows which are otherwise of one run: only the user knows what they mean. */
import { knownMetric } from '../../../config/known-metrics.ts';
import { show } from '../../readers/unreadable-run-error.ts';
import { readCell, statusOfGap } from '../cells.ts';
import { nameTellsNoMetric } from './not-metric-names.ts';
import { isEmpty, metricNameOf, showFirst, textOf } from './table.ts';

/** Kinds of columns that may decide what a run is; times, notes, ids and costs say nothing of it. */
const MAY_DISTINGUISH: ReadonlySet<string | null> = new Set([
  null,
  'a setting',
  'a size',
  'a process',
  'given to the run',
]);
const MAX_SHOWN = 3;

export interface DistinguishingColumn {
  readonly column: string;
  readonly values: readonly string[];
}

type Cells = readonly unknown[];

/** Columns of text or settings in which rows differ. */
export function distinguishing(columns: readonly string[], rows: readonly Cells[]): DistinguishingColumn[] {
  return columns.flatMap((column, at) => {
    if (column === '') return [];
    const kind = nameTellsNoMetric(column);
    if (!MAY_DISTINGUISH.has(kind) && kind !== 'a step') return [];
    // `precision` may be fp16 or bf16, an `epoch` best or last.
    const isOther = kind === null || kind === 'a step' || knownMetric(metricNameOf(column)) !== null;
    if (isOther && !rows.some((cells) => isText(cells[at]))) return [];
    const values = [...new Set(rows.map((cells) => textOf(cells[at])))].filter((text) => text !== '');
    return values.length > 1 ? [{ column, values }] : [];
  });
}

export function isText(cell: unknown): boolean {
  const value = isEmpty(cell) ? '' : readCell(cell);
  return typeof value === 'string' && statusOfGap(value) === null;
}

/** What was found, and the options that decide. */
export function howToDecide(found: readonly DistinguishingColumn[]): string {
  const [first] = found;
  if (first === undefined) return 'keep one of them, or add a column that tells them apart, such as seed';
  const shown = found.map(({ column, values }) => `${show(column)} (${showFirst(values)})`);
  const name = show(first.column);
  const others = found.slice(1, MAX_SHOWN).map(({ column }) => ` --ignore ${show(column)}`);
  return (
    `they differ in ${shown.slice(0, MAX_SHOWN).join(', ')}. Choose with --where ${show(`${first.column}=${first.values[0]}`)}, ` +
    `say what the column is with --model-column, --seed-column, --task-column or --step-column ${name}, ` +
    `or add --ignore ${name}${others.join('')} if it does not matter`
  );
}
