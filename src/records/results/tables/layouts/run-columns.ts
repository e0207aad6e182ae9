/** A column a run, as W&B exports a chart: `Step`, `baseline-seed1 - val_acc`, with minimum and maximum. */
import { UserError } from '../../../../config/user-error.ts';
import { show } from '../../../readers/unreadable-run-error.ts';
import { isEmpty, type Table, type TableRow } from '../table.ts';

const BETWEEN = ' - ';
const RANGE = /__(MIN|MAX)$/;
/** A grouped chart holds means over runs: `model: baseline - val_acc`. */
const GROUPED = /^(grouped runs|group|[\w.]+): /i;

interface Curve {
  readonly at: number;
  readonly run: string;
  readonly metric: string;
}

/** @returns null for other layouts */
export function fromRunColumns(table: Table): Table | null {
  const { columns, rows, file } = table;
  const [axis = '', ...others] = columns;
  const own = others.filter((column) => !RANGE.test(column));
  if (own.length === 0 || !own.every((column) => column.includes(BETWEEN))) return null;
  const curves = columns.flatMap((column, at): Curve[] => {
    const cut = column.lastIndexOf(BETWEEN);
    if (at === 0 || RANGE.test(column)) return [];
    return [{ at, run: column.slice(0, cut), metric: column.slice(cut + BETWEEN.length) }];
  });
  const grouped = curves.find(({ run }) => GROUPED.test(run));
  if (grouped !== undefined)
    throw new UserError(
      `${file}: ${show(columns[grouped.at])} is a mean over runs; switch grouping off in the chart and export it again, so that every run has its own column`,
    );
  const metrics = [...new Set(curves.map(({ metric }) => metric))];
  const places = new Map(metrics.map((metric, at) => [metric, at + 2]));
  const runs = [...new Set(curves.map(({ run }) => run))];
  const byRun = new Map(runs.map((run) => [run, [] as TableRow[]]));
  for (const { line, cells } of rows) {
    const atStep = new Map<string, unknown[]>();
    for (const { at, run, metric } of curves) {
      if (isEmpty(cells[at])) continue;
      const row = atStep.get(run) ?? [run, cells[0], ...metrics.map(() => null)];
      atStep.set(run, row);
      row[places.get(metric) as number] = cells[at];
    }
    for (const [run, row] of atStep) byRun.get(run)?.push({ line, cells: row });
  }
  // A run without values must not vanish.
  for (const [run, steps] of byRun)
    if (steps.length === 0) steps.push({ line: null, cells: [run, 0, ...metrics.map(() => null)] });
  return {
    ...table,
    columns: ['run', /step|epoch|iter/i.test(axis) ? axis : 'step', ...metrics],
    rows: [...byRun.values()].flat(),
  };
}
