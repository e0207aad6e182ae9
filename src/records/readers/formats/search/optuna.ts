import { readHeader } from '../../files/csv-header.ts';
import { csvRows } from '../../row-log.ts';
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
  read: async (file, run) => {
    const log = new EpochLog(run);
    for await (const { entries, place } of csvRows(file, run, (column) => column === 'number')) {
      const cellOf = (column: string) => entries.find(({ key }) => key === column)?.value;
      if (cellOf('state') !== 'COMPLETE') continue;
      const values = entries.flatMap(({ key, value }) =>
        isValue(key) ? [{ key, series: log.series('validation', key), value }] : [],
      );
      log.add(cellOf('number'), values, place);
    }
    log.finish();
  },
};

function isValue(column: string): boolean {
  return column === 'value' || column.startsWith('values_');
}
