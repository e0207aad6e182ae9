import { readHeader, requireDistinctColumns } from '../../files/csv-header.ts';
import { readSimpleRows } from '../../files/csv-rows.ts';
import { MAX_JSON_BYTES, type RunFile } from '../../files/run-file.ts';
import { parseCell } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';

const SCORE = /^(?:mean_)?(test|train)_(.+)$/;

/**
 * The best candidate of a search, or the mean over the folds of a cross-validation. Both use folds of the training
 * data, so they are validation.
 */
export const scikitLearnTables: RunReader = {
  format: '*.csv with cv_results_ or of cross_validate (scikit-learn)',
  documented: [
    'scikit-learn | `cv_results_` and `cross_validate` as CSV | | `mean_test_…` of the best candidate, the mean of `test_…` over the folds: validation; `train_…` is train |',
  ],
  accepts: ({ name, head }) => {
    const { names } = readHeader(head);
    return /\.csv$/i.test(name) && (isSearch(names) || isCrossValidation(names));
  },
  read: async (runFile, run) => {
    const { name: file } = runFile;
    const { names, rows } = await rowsOf(runFile);
    const rank = names.findIndex((column) => column.startsWith('rank_test_'));
    const best = rows.filter((cells) => Number(cells[rank]) === 1).slice(0, 1);
    const counted = isSearch(names) ? (best.length > 0 ? best : rows.slice(0, 1)) : rows;
    for (const [at, key] of names.entries()) {
      const [, kind, name] = SCORE.exec(key) ?? [];
      if (name === undefined || (isSearch(names) && !key.startsWith('mean_'))) continue;
      const values = counted.map((cells) => parseCell(cells[at] ?? ''));
      const sum = values.reduce<number>(
        (total, value) => total + (typeof value === 'number' ? value : Number.NaN),
        0,
      );
      const split = kind === 'train' ? 'train' : 'validation';
      run.add({ split, name, at: 'final', key, file, line: null }, sum / values.length);
    }
  },
};

function isSearch(names: readonly string[]): boolean {
  return names.includes('params') && names.some((name) => name.startsWith('mean_test_'));
}

function isCrossValidation(names: readonly string[]): boolean {
  return (
    ['fit_time', 'score_time'].every((name) => names.includes(name)) &&
    names.some((name) => name.startsWith('test_'))
  );
}

async function rowsOf({ path, name, head }: RunFile) {
  const { names, delimiter } = readHeader(head);
  requireDistinctColumns(names, name);
  const rows: Array<readonly string[]> = [];
  for await (const { line, cells } of readSimpleRows(path, name, MAX_JSON_BYTES, delimiter)) {
    if (line > 1) rows.push(cells);
  }
  return { names, rows };
}
