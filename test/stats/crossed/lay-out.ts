import { type CrossedLayout, CrossedTable } from '../../../src/stats/crossed/layout.ts';
import { StatisticsError } from '../../../src/stats/error.ts';

/** @param rows one a seed pair; they may be made as they are asked for, and none is kept */
export function layOut(rows: Iterable<ArrayLike<number>>): CrossedLayout {
  let table: CrossedTable | undefined;
  for (const row of rows) {
    table ??= new CrossedTable(row.length);
    table.add(row);
  }
  if (table === undefined) throw new StatisticsError('a crossed design requires at least one row');
  return table.layout();
}
