import { isCsvLog, readHeader } from '../../files/csv-header.ts';
import { csvRows, readByEpoch } from '../../row-log.ts';
import type { RunReader } from '../../run-reader.ts';
import { isEpochName } from '../../steps/axis-names.ts';

export const csvLog: RunReader = {
  format: '*.csv with an epoch column',
  documented: [
    'Keras | CSV of `CSVLogger`, `training.log` too | `loss`, `val_loss` | `accuracy`, `val_accuracy` | `epoch`, from 0',
    'fastai | `history.csv` of `CSVLogger` | `train_loss`, `valid_loss` | without a prefix: validation | `epoch`, from 0',
  ],
  accepts: (file) => isCsvLog(file, isEpochName),
  read: (file, run) => {
    const fallback = isFastai(readHeader(file.head).names) ? 'validation' : 'train';
    return readByEpoch(csvRows(file, run, isEpochName), file.name, run, fallback);
  },
};

/** fastai's CSVLogger: metrics without a prefix are of validation. */
function isFastai(names: readonly string[]): boolean {
  return ['train_loss', 'valid_loss', 'time'].every((name) => names.includes(name));
}
