/** Lists columns except model, seed and status, and whether each may be a metric by its name. */
import { statusOfGap } from '../records/results/cells.ts';
import type { ResultRow } from '../records/results/result-row.ts';
import { nameTellsNoMetric } from '../records/results/tables/not-metric-names.ts';
import { quoteNames } from '../words/list.ts';
import { type Column, TEXT } from './choose-metrics.ts';

interface Held {
  largest: number;
  numbers: number;
  /** Cells that say that a run has no value: `NaN`, `diverged`. */
  failures: number;
  texts: number;
}

export function columnsOf(rows: readonly ResultRow[]): ReadonlyMap<string, Column> {
  const columns = new Map<string, Held>();
  const columnOf = (name: string) => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const column = { largest: 0, numbers: 0, failures: 0, texts: 0 };
    columns.set(name, column);
    return column;
  };
  for (const { record, gaps } of rows) {
    for (const values of Object.values(record.metrics)) {
      for (const [name, value] of Object.entries(values)) {
        const column = columnOf(name);
        column.largest = Math.max(column.largest, Math.abs(value));
        column.numbers += 1;
      }
    }
    for (const [name, gap] of Object.entries(gaps)) {
      const column = columnOf(name);
      if (gap === '') continue;
      if (statusOfGap(gap) === null) column.texts += 1;
      else column.failures += 1;
    }
  }
  return new Map(
    [...columns].map(([name, held]) => [name, { largest: held.largest, whyNot: whyNot(name, held) }]),
  );
}

function whyNot(name: string, { numbers, failures, texts }: Held): string | null {
  if (texts > numbers + failures || numbers + failures === 0) return TEXT;
  return nameTellsNoMetric(name);
}

const MAX_SHOWN = 12;

/** Names the columns that were not considered. */
export function describeLeftOut(columns: ReadonlyMap<string, Column>): string[] {
  const byReason = new Map<string, string[]>();
  for (const [name, column] of columns) {
    if (column.whyNot === null) continue;
    const names = byReason.get(column.whyNot) ?? [];
    byReason.set(column.whyNot, names);
    names.push(name);
  }
  if (byReason.size === 0) return [];
  const said = [...byReason].map(([reason, names]) => `${quoteNames(names, MAX_SHOWN)} (${reason})`);
  return [
    `Columns that are not compared as metrics: ${said.join(', ')}. To compare one, name it with --metric.`,
  ];
}
