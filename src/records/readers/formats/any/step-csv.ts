/**
 * `*.csv` with a column step: Lightning's CSVLogger. Its rows are sparse: training loss in one, validation in the next,
 * and the mean over an epoch in a third.
 */
import { posix } from 'node:path';
import { isCsvLog, readHeader, requireDistinctColumns } from '../../files/csv-header.ts';
import { readSimpleRows } from '../../files/csv-rows.ts';
import { MAX_LOG_BYTES } from '../../files/run-file.ts';
import { finiteOrNull, parseCell } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName, isStepName } from '../../steps/axis-names.ts';
import { type Place, show, unreadable } from '../../unreadable-run-error.ts';

export const stepCsv: RunReader = {
  format: '*.csv or *.tsv with a step column',
  documented: [
    'Lightning | `metrics.csv` of `CSVLogger` | `train_loss`, or its mean `train_loss_epoch`; `val_loss` | `val_acc`, `test_acc` | `epoch` of each `step`',
  ],
  accepts: (file) => isCsvLog(file, isStepName),
  read: async ({ path, name: file, head }, findings, steps) => {
    const { names, delimiter } = readHeader(head);
    requireDistinctColumns(names, file);
    const log = steps.of('CSV by step', posix.dirname(file));
    const stepAt = names.findIndex(isStepName);
    const epochAt = names.findIndex(isEpochName);
    const columns = names.map((key, index) =>
      index === stepAt || index === epochAt || key === '' ? null : { key, series: log.series(key, file) },
    );
    let isHeader = true;
    // A row that does not say it is of the epoch of the rows above.
    let epoch: number | null = null;
    for await (const { line, cells } of readSimpleRows(path, file, MAX_LOG_BYTES, delimiter, findings.warn)) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      const place = { file, line };
      const step = requireNumber(cells[stepAt], names[stepAt] ?? '', place);
      const ofRow = finiteOrNull(parseCell(cells[epochAt] ?? ''));
      epoch = ofRow ?? epoch;
      for (const [index, column] of columns.entries()) {
        if (column === null) continue;
        log.state(column.series, step, parseCell(cells[index] ?? ''), column.key, place, epoch);
      }
      if (ofRow !== null) log.setEpoch(step, ofRow);
    }
  },
};

function requireNumber(cell: string | undefined, key: string, place: Place): number {
  const value = parseCell(cell ?? '');
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw unreadable(place, `${key} must be a number, found ${show(cell)}`);
}
