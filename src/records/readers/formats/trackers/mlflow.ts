import { readLines } from '../../../bounded-file.ts';
import { describeCut } from '../../files/csv-rows.ts';
import { MAX_LOG_BYTES } from '../../files/run-file.ts';
import { cellToNumber } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';
import { UnreadableRunError } from '../../unreadable-run-error.ts';

const METRIC_FILE = /(?:^|\/)([0-9a-f]{32})\/metrics\/(.+)$/;
const FIRST_LINE = /^\d+ \S+ -?\d+(\s|$)/;

export const mlflow: RunReader = {
  format: 'mlruns/ (MLflow)',
  documented: [
    'MLflow | `mlruns/<experiment>/<run>/metrics/**` (file store) | `train_loss`, `validation/loss` | `test_accuracy` | step',
  ],
  accepts: ({ name, head }) => METRIC_FILE.test(name) && FIRST_LINE.test(head),
  read: async ({ path, name: file }, run) => {
    const [, id = '', key = ''] = METRIC_FILE.exec(file) ?? [];
    const log = run.steps('MLflow', '');
    // The names of runs are random, so nothing tells which of two is the later one.
    log.run = id;
    const series = log.series(key, file);
    for await (const { number: line, text, isComplete } of readLines(path, MAX_LOG_BYTES)) {
      if (text === '') continue;
      if (!isComplete) {
        run.warn(describeCut(file, line));
        continue;
      }
      const [, value, step] = text.split(' ').map(cellToNumber);
      if (typeof value === 'number' && typeof step === 'number') log.add(series, step, value);
      else {
        throw new UnreadableRunError(
          `${file}:${line}: must be "timestamp value step", found ${JSON.stringify(text.slice(0, 60))}`,
        );
      }
    }
  },
};
