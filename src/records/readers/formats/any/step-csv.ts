/**
 * `*.csv` with a step column, as Lightning's CSVLogger writes it: training loss, validation and epoch means stand in
 * separate rows.
 */
import { posix } from 'node:path';
import { isCsvLog, isHeaderAgain, readHeader, requireDistinctColumns } from '../../files/csv-header.ts';
import { readSimpleRows } from '../../files/csv-rows.ts';
import { MAX_LOG_BYTES } from '../../files/run-file.ts';
import { parseLogCell } from '../../named/printed-number.ts';
import { finiteOrNull, parseCell } from '../../numbers.ts';
import { RowIdentity } from '../../row-identity.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName, isStepName } from '../../steps/axis-names.ts';
import { type FileLine, show, unreadable } from '../../unreadable-run-error.ts';

export const stepCsv: RunReader = {
  format: '*.csv or *.tsv with a step column',
  documented: [
    'Lightning | `metrics.csv` of `CSVLogger` | `train_loss`, or its mean `train_loss_epoch`; `val_loss` | `val_acc`, `test_acc` | `epoch` of each `step`',
  ],
  accepts: (file) => isCsvLog(file, isStepName),
  read: async ({ path, name: file, head }, run) => {
    const { names, delimiter } = readHeader(head);
    requireDistinctColumns(names, file);
    const log = run.steps('CSV by step', posix.dirname(file));
    const stepAt = names.findIndex(isStepName);
    const epochAt = names.findIndex(isEpochName);
    const columns = names.map((key, index) =>
      index === stepAt || index === epochAt || key === '' ? null : { key, series: log.series(key, file) },
    );
    const identity = new RowIdentity();
    let isHeader = true;
    // A row without an epoch belongs to the epoch above.
    let epoch: number | null = null;
    for await (const { line, cells } of readSimpleRows(path, file, MAX_LOG_BYTES, delimiter, run.warn)) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      if (isHeaderAgain(cells, names, stepAt, { file, line })) continue;
      const step = requireNumber(cells[stepAt], names[stepAt] ?? '', { file, line });
      const ofRow = finiteOrNull(parseCell(cells[epochAt] ?? ''));
      epoch = ofRow ?? epoch;
      for (const [index, column] of columns.entries()) {
        if (column === null) continue;
        const cell = parseLogCell(cells[index] ?? '');
        identity.noteCell(column.key, cell);
        log.state(column.series, { step, epoch }, cell, { key: column.key, line });
      }
      if (ofRow !== null) log.setEpoch(step, ofRow);
    }
    identity.refuse(file, identity.keyToShow(names, run.declared), log.hasRepeats(file));
  },
};

function requireNumber(cell: string | undefined, key: string, place: FileLine): number {
  const value = parseCell(cell ?? '');
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw unreadable(place, `${key} must be a number, found ${show(cell)}`);
}
