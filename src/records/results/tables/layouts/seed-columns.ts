/**
 * A column a seed: `model,seed_1,seed_2`, `model,0,1,2`, `model,acc_seed1,acc_seed2`; or a run: `model,run1,run2`.
 */
import { UserError } from '../../../../config/user-error.ts';
import { show } from '../../../readers/unreadable-run-error.ts';
import { isSeedName, isSummaryName, metricColumn, modelColumn, runColumn } from '../column-names.ts';
import { requireUnitOf } from '../number-style.ts';
import { type ColumnOptions, showColumns, type Table, type TableRow, textOf } from '../table.ts';
import type { Unnamed } from './unnamed-metric.ts';

const SEED = /^(?<metric>.*?)[ _./-]*(?<![a-z])seed[ _=#-]*(?<number>\d{1,15})$/i;
const NUMBER = /^s?[ _]?(?<number>\d{1,15})(?:\.0)?$/i;
const REPEAT = /^(?:run|rep|replicate|repeat|repetition|trial|try|r|iter)[ _=#-]*(?<number>\d{1,15})$/i;
const FOLD = /^(?:cv|fold|split|test_split)[ _=#-]*\d+$/i;

interface SeedColumn {
  readonly at: number;
  readonly number: string;
  /** False for a run, which is no seed. */
  readonly isSeed: boolean;
  readonly metric: string;
}

/** @returns a row a value; null for other layouts */
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
  requireUnitOf(
    table,
    seeds.map(({ at }) => columns[at] as string),
  );
  const metricAt = metricColumn(table);
  const used = new Set([modelAt, metricAt, ...seeds.map(({ at }) => at)]);
  const others = columns.flatMap((column, at) => (used.has(at) || column === '' ? [] : [at]));
  const summaries = others.filter((at) => isSummaryName(columns[at] as string));
  const keys = others.filter((at) => !summaries.includes(at));
  const leftOut = showColumns(summaries.map((at) => columns[at] as string));
  const metricOf = ({ metric }: SeedColumn, { cells }: TableRow) => {
    if (metricAt >= 0) return textOf(cells[metricAt]);
    return metric === '' ? unnamed.nameFor(file) : metric;
  };
  return {
    ...table,
    columns: [
      'model',
      ...keys.map((at) => columns[at] as string),
      seeds[0]?.isSeed === true ? 'seed' : 'run',
      'metric',
      'value',
    ],
    rows: rows.flatMap((row) =>
      seeds.map((seed) => ({
        ...row,
        cells: [
          textOf(row.cells[modelAt]),
          ...keys.map((at) => row.cells[at]),
          seed.number,
          metricOf(seed, row),
          row.cells[seed.at],
        ],
      })),
    ),
    ...(leftOut !== '' && {
      notes: [...(table.notes ?? []), `Columns other than the seeds are left out: ${leftOut}.`],
    }),
  };
}

function read(column: string, at: number, pattern: RegExp): SeedColumn[] {
  const { metric = '', number } = pattern.exec(column)?.groups ?? {};
  if (number === undefined) return [];
  return [{ at, number, isSeed: pattern !== REPEAT, metric: metric.replace(/[ _./-]+$/, '') }];
}

/** A table of models and numbers needs no header above the models. */
function firstText({ rows }: Table): number {
  return rows.every(({ cells }) => /[a-z]/i.test(textOf(cells[0]))) ? 0 : -1;
}
