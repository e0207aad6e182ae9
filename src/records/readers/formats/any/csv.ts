import { isCsvLog, isHeaderAgain, readHeader, requireDistinctColumns } from '../../files/csv-header.ts';
import { readSimpleRows } from '../../files/csv-rows.ts';
import { MAX_LOG_BYTES } from '../../files/run-file.ts';
import { splitFlatName } from '../../flat-names.ts';
import { parseLogCell } from '../../named/printed-number.ts';
import { parseCell } from '../../numbers.ts';
import { RowIdentity } from '../../row-identity.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName } from '../../steps/axis-names.ts';
import { EpochLog } from '../../steps/epoch-log.ts';

export const csvLog: RunReader = {
  format: '*.csv with an epoch column',
  documented: [
    'Keras | CSV of `CSVLogger`, `training.log` too | `loss`, `val_loss` | `accuracy`, `val_accuracy` | `epoch`, from 0',
    'fastai | `history.csv` of `CSVLogger` | `train_loss`, `valid_loss` | without a prefix: validation | `epoch`, from 0',
  ],
  accepts: (file) => isCsvLog(file, isEpochName),
  read: async ({ path, name: file, head }, run) => {
    const { names, delimiter } = readHeader(head);
    const epochAt = names.findIndex(isEpochName);
    const fallback = isFastai(names) ? 'validation' : 'train';
    const log = new EpochLog(run);
    const identity = new RowIdentity();
    let columns: readonly Column[] | null = null;
    for await (const { line, cells } of readSimpleRows(path, file, MAX_LOG_BYTES, delimiter, run.warn)) {
      if (columns === null) {
        requireDistinctColumns(cells, file);
        columns = cells.flatMap((key, at) => {
          if (at === epochAt || key === '') return [];
          const { split, name } = splitFlatName(key, fallback, run.declared);
          return [{ at, key, series: log.series(split, name) }];
        });
        continue;
      }
      if (isHeaderAgain(cells, names, epochAt, { file, line })) continue;
      const epoch = parseCell(cells[epochAt] ?? '');
      if (epoch === '') continue;
      const row = columns.map(({ at, key, series }) => ({
        key,
        series,
        value: parseLogCell(cells[at] ?? ''),
      }));
      for (const { key, value } of row) identity.noteCell(key, value);
      log.add(epoch, row, { file, line });
    }
    identity.refuse(file, identity.keyToShow(names, run.declared), log.hasRepeats);
    log.finish();
  },
};

/** fastai's CSVLogger: metrics without a prefix are of validation. */
function isFastai(names: readonly string[]): boolean {
  return ['train_loss', 'valid_loss', 'time'].every((name) => names.includes(name));
}

interface Column {
  readonly at: number;
  readonly key: string;
  readonly series: ReturnType<EpochLog['series']>;
}
