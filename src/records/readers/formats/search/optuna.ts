import { readHeader, requireDistinctColumns } from '../../files/csv-header.ts';
import { readSimpleRows } from '../../files/csv-rows.ts';
import { MAX_LOG_BYTES } from '../../files/run-file.ts';
import { parseCell } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';
import { EpochLog } from '../../steps/epoch-log.ts';

export const optuna: RunReader = {
  format: '*.csv of trials_dataframe (Optuna)',
  documented: [
    'Optuna | `trials_dataframe()` as CSV | | `value` (`values_0`, …) of each finished trial is validation; the best one: `from: { name: value, split: validation, at: best-validation }` | number of the trial |',
  ],
  accepts: ({ name, head }) => {
    const { names } = readHeader(head);
    return (
      /\.csv$/i.test(name) &&
      ['number', 'state'].every((column) => names.includes(column)) &&
      names.some(isValue)
    );
  },
  read: async ({ path, name: file, head }, run) => {
    const { names, delimiter } = readHeader(head);
    requireDistinctColumns(names, file);
    const log = new EpochLog(run);
    const numberAt = names.indexOf('number');
    const stateAt = names.indexOf('state');
    const columns = names.flatMap((key, at) =>
      isValue(key) ? [{ at, key, series: log.series('validation', key) }] : [],
    );
    for await (const { line, cells } of readSimpleRows(path, file, MAX_LOG_BYTES, delimiter, run.warn)) {
      if (line === 1 || cells[stateAt] !== 'COMPLETE') continue;
      const values = columns.map(({ at, key, series }) => ({
        key,
        series,
        value: parseCell(cells[at] ?? ''),
      }));
      log.add(parseCell(cells[numberAt] ?? ''), values, { file, line });
    }
    log.finish();
  },
};

function isValue(column: string): boolean {
  return column === 'value' || column.startsWith('values_');
}
