/** Lists columns except model, seed and status, and whether each may be a metric by its name and values. */
import { knownMetric } from '../config/known-metrics.ts';
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
  /** By model: the value that all its runs share, and the number of runs. */
  readonly byModel: Map<string, { value: number; isSame: boolean; runs: number }>;
  isDate: boolean;
  isSeed: boolean;
  isCount: boolean;
  previous: number | null;
}

export function columnsOf(rows: readonly ResultRow[]): ReadonlyMap<string, Column> {
  const columns = new Map<string, Held>();
  const columnOf = (name: string) => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const column = newColumn();
    columns.set(name, column);
    return column;
  };
  for (const { record, gaps, hasSeed } of rows) {
    for (const values of Object.values(record.metrics)) {
      for (const [name, value] of Object.entries(values))
        add(columnOf(name), value, record.model, hasSeed ? record.seed : null);
    }
    for (const [name, gap] of Object.entries(gaps)) {
      const column = columnOf(name);
      if (gap === '') continue;
      if (statusOfGap(gap) === null) column.texts += 1;
      else column.failures += 1;
    }
  }
  const models = new Set(rows.map(({ record }) => record.model)).size;
  return new Map(
    [...columns].map(([name, held]) => [name, { largest: held.largest, whyNot: whyNot(name, held, models) }]),
  );
}

function newColumn(): Held {
  return {
    largest: 0,
    numbers: 0,
    failures: 0,
    texts: 0,
    byModel: new Map(),
    isDate: true,
    isSeed: true,
    isCount: true,
    previous: null,
  };
}

function add(column: Held, value: number, model: string, seed: number | null): void {
  column.largest = Math.max(column.largest, Math.abs(value));
  column.numbers += 1;
  const own = column.byModel.get(model);
  if (own === undefined) column.byModel.set(model, { value, isSame: true, runs: 1 });
  else {
    own.isSame &&= own.value === value;
    own.runs += 1;
  }
  column.isDate &&= isUnixTime(value);
  column.isSeed &&= value === seed;
  column.isCount &&= column.previous === null || value === column.previous + 1;
  column.previous = value;
}

/** Seconds or milliseconds since 1970, of the years 2001 to 2096. */
function isUnixTime(value: number): boolean {
  return (value > 1e9 && value < 4e9) || (value > 1e12 && value < 4e12);
}

function whyNot(name: string, held: Held, models: number): string | null {
  const { numbers, failures, texts, byModel } = held;
  if (texts > numbers + failures || numbers + failures === 0) return TEXT;
  const byName = nameTellsNoMetric(name);
  if (byName !== null) return byName;
  if (knownMetric(name) !== null || numbers < 3) return null;
  if (held.isDate) return 'a date';
  if (held.isSeed) return 'the same as the seed';
  if (held.isCount) return 'counts the rows';
  const isConstant =
    byModel.size === models && [...byModel.values()].every(({ isSame, runs }) => isSame && runs > 1);
  return isConstant && failures === 0 ? 'the same in all runs of a model' : null;
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
