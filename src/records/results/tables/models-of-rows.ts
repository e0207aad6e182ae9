/** Which model, and which seed, every row of a table is of. */
import { show } from '../../readers/unreadable-run-error.ts';
import type { MissingOptions } from '../missing-options.ts';
import { isSeedName, modelColumn, requireColumn, runColumn, seedColumn } from './column-names.ts';
import type { FilenameModel } from './models-from-filenames.ts';
import { mayBeRuns, splitRunNames } from './run-names.ts';
import {
  type ColumnOptions,
  distinct,
  refuse,
  showColumns,
  type Table,
  type TableRow,
  textOf,
} from './table.ts';

export interface Identified {
  readonly table: Table;
  readonly modelOf: (row: TableRow) => unknown;
  /** Null where no row has a seed. */
  readonly seedOf: ((row: TableRow) => unknown) | null;
  /** Left out where all rows are of one task. */
  readonly taskOf?: (row: TableRow) => string;
  /** Columns that are the model and the seed. */
  readonly used: ReadonlySet<number>;
  /** The model is called as the file. */
  readonly isFile: boolean;
  readonly note: string | null;
  /** The column of the steps, if each run has several. */
  readonly axis?: string;
}

export interface Call {
  readonly options: ColumnOptions;
  readonly missing: MissingOptions;
  /** Null for a lone file. */
  readonly arm: FilenameModel | null;
}

/** `--model-column file`: each file is one model, whatever its columns say; `--seed-column file`: it is one run, and the number at the end of its name is its seed. */
export const BY_FILE = 'file';

export function identify(table: Table, call: Call): Identified {
  const { options } = call;
  const isRunByFile = isByFile(table, options.seedColumn);
  const seedAt =
    options.seedColumn === undefined || isRunByFile
      ? seedColumn(table)
      : requireColumn(table, '--seed-column', options.seedColumn);
  if (options.seedColumn !== undefined && /fold/i.test(options.seedColumn) && !isSeedName(options.seedColumn))
    refuse(
      { file: table.file, line: null },
      `--seed-column ${show(options.seedColumn)}: folds share training data, so their results are not independent runs; give the average over the folds of each seed`,
    );
  const ofFileName = call.arm?.seed ?? null;
  const seeds =
    seedAt >= 0 ? (row: TableRow) => row.cells[seedAt] : ofFileName === null ? null : () => ofFileName;
  if (table.folder !== undefined && seeds === null && !isRunByFile)
    call.missing.ask(
      '--seed-column',
      'the column of the seeds: the files of a folder have none, nor a name such as seed1; "file" takes each file for a run',
      BY_FILE,
    );
  const byColumn = (at: number, note: string | null): Identified => ({
    table,
    modelOf: ({ cells }) => cells[at],
    seedOf: seeds,
    used: new Set(seedAt < 0 ? [at] : [at, seedAt]),
    isFile: false,
    note,
  });
  const isModelByFile = isByFile(table, options.modelColumn);
  if (options.modelColumn !== undefined && !isModelByFile)
    return byColumn(requireColumn(table, '--model-column', options.modelColumn), null);
  const named = isModelByFile ? -1 : modelColumn(table);
  const runAt = isModelByFile ? -1 : namesIn(table, runColumn(table));
  // `--seed-column run`: the number at the end of a run's name is its seed.
  const isRunSeed = runAt >= 0 && runAt === seedAt;
  const split =
    seedAt >= 0 && !isRunSeed
      ? null
      : (byRunName(table, named) ?? byRunName(table, runAt, isRunSeed || mayCount(table, runAt, call)));
  if (split !== null) return split;
  if (named >= 0) {
    const column = table.columns[named] as string;
    return byColumn(
      named,
      column.toLowerCase() === 'model' ? null : `The column ${show(column)} names the models.`,
    );
  }
  if (call.arm !== null) return ofFile(table, call.arm, seeds, seedAt);
  return ofLoneTable(table, runAt, byColumn);
}

function isByFile({ columns }: Table, option: string | undefined): boolean {
  return option === BY_FILE && !columns.includes(BY_FILE);
}

/** A column `run` may hold names, or merely count. */
function namesIn(table: Table, at: number): number {
  return at >= 0 && [...distinct(table, at)].some((text) => /[a-z]/i.test(text)) ? at : -1;
}

/** True for names such as `resnet_1` and `resnet_2` without a column of models, after asking. */
function mayCount(table: Table, at: number, { missing }: Call): boolean {
  if (at < 0 || modelColumn(table) >= 0 || !mayBeRuns([...distinct(table, at)])) return false;
  const column = table.columns[at] as string;
  missing.ask(
    '--seed-column',
    `${show(column)} if the numbers at the end of its names are seeds; if each name is a model, give --model-column ${show(column)} instead`,
    column,
  );
  return true;
}

function byRunName(table: Table, at: number, atEnd = false): Identified | null {
  if (at < 0) return null;
  const names = [...distinct(table, at)];
  const runs = splitRunNames(names, atEnd);
  if (runs === null) return null;
  const byName = new Map(names.map((name, index) => [name, runs[index]]));
  const [name = '', run] = [...byName][0] ?? [];
  return {
    table,
    modelOf: ({ cells }) => byName.get(textOf(cells[at]))?.model,
    seedOf: ({ cells }) => byName.get(textOf(cells[at]))?.seed,
    used: new Set([at]),
    isFile: false,
    note: `Models and seeds are read from the names in ${show(table.columns[at])}: ${show(name)} is model ${show(run?.model)}, seed ${run?.seed}.`,
  };
}

function ofFile(table: Table, arm: FilenameModel, seeds: Identified['seedOf'], seedAt: number): Identified {
  return {
    table,
    // A file that has seeds of its own is one model, whatever number stands in its name.
    modelOf: () => (seedAt < 0 ? arm.model : arm.label),
    seedOf: seeds,
    used: new Set(seedAt < 0 ? [] : [seedAt]),
    isFile: true,
    note:
      seedAt < 0 && arm.seed !== null
        ? 'Each file is one run: its name gives the model and the seed.'
        : 'Each file is one model, named after the file.',
  };
}

function ofLoneTable(
  table: Table,
  runAt: number,
  byColumn: (at: number, note: string | null) => Identified,
): Identified {
  if (runAt >= 0) return byColumn(runAt, `The column ${show(table.columns[runAt])} names the models.`);
  const isJson = table.delimiter === null;
  return refuse(
    { file: table.file, line: isJson ? (table.rows[0]?.line ?? null) : 1 },
    `${isJson ? 'has no key' : 'the header has no column'} "model"; it reads ${showColumns(table.columns)}. Name the model column with ` +
      '--model-column, or write a row for each run of a model, with a header such as ' +
      'model,seed,accuracy (for predictions by example: id,label,prediction)',
  );
}
