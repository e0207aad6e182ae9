import { readHeader, requireDistinctColumns } from '../../files/csv-header.ts';
import { readRows } from '../../files/csv-rows.ts';
import { MAX_LOG_BYTES } from '../../files/run-file.ts';
import { cellToNumber } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';

const METRIC_FILE = /^(.*\/|)plots\/metrics\/(.+)\.tsv$/;

export const dvclive: RunReader = {
  format: 'plots/metrics/*.tsv (DVCLive)',
  documented: [
    'DVCLive | `plots/metrics/**.tsv`, `metrics.json` | `train/loss`, `eval/loss` | `eval/accuracy`, `test/accuracy` | `step`',
  ],
  accepts: ({ name, head }) => METRIC_FILE.test(name) && readHeader(head).names.includes('step'),
  read: async ({ path, name: file, head }, run) => {
    const { names } = readHeader(head);
    requireDistinctColumns(names, file);
    const [, folder = '', key = file] = METRIC_FILE.exec(file) ?? [];
    const stepAt = names.indexOf('step');
    const valueAt = names.indexOf(key.split('/').at(-1) ?? key);
    const log = run.steps('DVCLive', folder);
    const series = log.series(key, file);
    const options = { delimiter: '\t', onCut: run.warn };
    for await (const { line, cells } of readRows(path, file, MAX_LOG_BYTES, options)) {
      if (line === 1) continue;
      const step = cellToNumber(cells[stepAt]);
      const value = cellToNumber(cells[valueAt]);
      if (typeof step === 'number' && typeof value === 'number') log.add(series, step, value);
      else run.check({ name: series.name, key, file, line }, cells[valueAt]);
    }
  },
};
