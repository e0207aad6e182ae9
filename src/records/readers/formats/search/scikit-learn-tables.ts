import { readHeader } from '../../files/csv-header.ts';
import { csvRows } from '../../row-log.ts';
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
    const { name: file, head } = runFile;
    const { names } = readHeader(head);
    const rows: Array<ReadonlyMap<string, unknown>> = [];
    for await (const { entries } of csvRows(runFile, run, (column) => column === names[0]))
      rows.push(new Map(entries.map(({ key, value }) => [key, value])));
    const rank = names.find((column) => column.startsWith('rank_test_')) ?? '';
    const best = rows.find((row) => Number(row.get(rank)) === 1) ?? rows[0];
    const counted = isSearch(names) && best !== undefined ? [best] : rows;
    for (const key of names) {
      const [, kind, name] = SCORE.exec(key) ?? [];
      if (name === undefined || (isSearch(names) && !key.startsWith('mean_'))) continue;
      const sum = counted.reduce((total, row) => {
        const value = row.get(key);
        return total + (typeof value === 'number' ? value : Number.NaN);
      }, 0);
      const split = kind === 'train' ? 'train' : 'validation';
      run.add({ split, name, at: 'final', key, file, line: null }, sum / counted.length);
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
