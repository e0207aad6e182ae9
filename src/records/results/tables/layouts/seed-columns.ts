/**
 * A column a seed: `model,seed_1,seed_2`, `model,0,1,2`, `model,acc_seed1,acc_seed2`; or a run: `model,run1,run2`.
 */
import { UserError } from '../../../../config/user-error.ts';
import { show } from '../../../readers/unreadable-run-error.ts';
import { isSeedName, isSummaryName, metricColumn, modelColumn, runColumn } from '../column-names.ts';
import { type ColumnOptions, notesBeside, type Table, textOf } from '../table.ts';
import type { Unnamed } from './unnamed-metric.ts';

const SEED = /^(.*?)[ _./-]*(?<![a-z])seed[ _=#-]*(\d{1,15})$/i;
const NUMBER = /^s?[ _]?(\d{1,15})(?:\.0)?$/i;
const REPEAT = /^(?:run|rep|replicate|repeat|repetition|trial|try|r|iter)[ _=#-]*(\d{1,15})$/i;
const FOLD = /^(?:cv|fold|split|test_split)[ _=#-]*\d+$/i;

interface SeedColumn {
  readonly at: number;
  readonly seed: string | null;
  readonly metric: string;
}

/** @returns null for other layouts */
export function fromSeedColumns(table: Table, options: ColumnOptions, unnamed: Unnamed): Table | null {
  const { columns, rows, file } = table;
  if (columns.some(isSeedName) || options.seedColumn !== undefined) return null;
  const folds = columns.filter((column) => FOLD.test(column));
  if (folds.length > 1)
    throw new UserError(
      `${file}: ${show(folds[0])}, ${show(folds[1])} … are folds of one data set, which share training data, so their values are not independent; compare runs with different seeds, or average the folds of each seed first`,
    );
  const seeds = [SEED, NUMBER, REPEAT]
    .map((pattern) => columns.flatMap((column, at): SeedColumn[] => read(column, at, pattern)))
    .find((found) => found.length > 1);
  if (seeds === undefined) return null;
  const modelAt =
    options.modelColumn === undefined
      ? [modelColumn(table), runColumn(table), firstText(table)].find((at) => at >= 0)
      : columns.indexOf(options.modelColumn);
  if (modelAt === undefined || modelAt < 0 || seeds.some(({ at }) => at === modelAt)) return null;
  const metricAt = metricColumn(table);
  const ownName = () => unnamed.nameFor(file);
  const metrics = [...new Set(seeds.map(({ metric }) => metric))];
  const names = metrics.map((metric) => (metric === '' && metricAt < 0 ? ownName() : metric));
  const used = new Set([modelAt, metricAt, ...seeds.map(({ at }) => at)]);
  const others = columns.flatMap((column, at) => (used.has(at) || column === '' ? [] : [at]));
  const summaries = others.filter((at) => isSummaryName(columns[at] as string));
  const keys = others.filter((at) => !summaries.includes(at));
  const notes = notesBeside(
    table,
    'seeds',
    summaries.map((at) => columns[at] as string),
  );
  const columnsOut = [
    'model',
    ...keys.map((at) => columns[at] as string),
    ...(seeds[0]?.seed === null ? [] : ['seed']),
  ];
  const long = rows.flatMap(({ line, cells }) => {
    const bySeed = new Map<string, unknown[]>();
    for (const [index, { at, seed, metric }] of seeds.entries()) {
      const key = seed ?? `#${index}`;
      const row = bySeed.get(key) ?? [
        textOf(cells[modelAt]),
        ...keys.map((at) => cells[at]),
        ...(seed === null ? [] : [seed]),
      ];
      bySeed.set(key, row);
      row[columnsOut.length + metrics.indexOf(metric)] = cells[at];
    }
    const inner = metricAt < 0 ? [] : [textOf(cells[metricAt])];
    return [...bySeed.values()].map((row) => ({ line, cells: row, inner }));
  });
  if (metricAt < 0) return { ...table, columns: [...columnsOut, ...names], rows: long, notes };
  return {
    ...table,
    notes,
    columns: [...columnsOut, 'metric', 'value'],
    rows: long.map(({ line, cells, inner }) => ({
      line,
      cells: [...cells.slice(0, columnsOut.length), ...inner, cells[columnsOut.length]],
    })),
  };
}

function read(column: string, at: number, pattern: RegExp): SeedColumn[] {
  const found = pattern.exec(column);
  if (found === null) return [];
  if (pattern === SEED)
    return [{ at, seed: found[2] as string, metric: (found[1] as string).replace(/[ _./-]+$/, '') }];
  return [{ at, seed: pattern === NUMBER ? (found[1] as string) : null, metric: '' }];
}

/** A table of models and numbers needs no header above the models. */
function firstText({ rows }: Table): number {
  return rows.every(({ cells }) => /[a-z]/i.test(textOf(cells[0]))) ? 0 : -1;
}
