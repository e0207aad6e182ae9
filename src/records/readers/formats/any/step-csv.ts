import { isCsvLog } from '../../files/csv-header.ts';
import { csvRows, readByStep } from '../../row-log.ts';
import type { RunReader } from '../../run-reader.ts';
import { isStepName } from '../../steps/axis-names.ts';

export const stepCsv: RunReader = {
  format: '*.csv or *.tsv with a step column',
  documented: [
    'Lightning | `metrics.csv` of `CSVLogger` | `train_loss`, or its mean `train_loss_epoch`; `val_loss` | `val_acc`, `test_acc` | `epoch` of each `step`',
  ],
  accepts: (file) => isCsvLog(file, isStepName),
  read: (file, run) =>
    readByStep(csvRows(file, run, isStepName), file.name, run, { tool: 'CSV by step', needsSteps: true }),
};
