/** DVCLive: `plots/metrics/<metric>.tsv`, one file a metric. Its `metrics.json` has the last values of them. */
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
  read: async ({ path, name: file, head }, findings, steps) => {
    const { names } = readHeader(head);
    requireDistinctColumns(names, file);
    const [, folder = '', key = file] = METRIC_FILE.exec(file) ?? [];
    findings.metricsWithCurve.add(folder + key);
    const [stepAt, valueAt] = [names.indexOf('step'), names.indexOf(key.split('/').at(-1) ?? key)];
    const log = steps.of('DVCLive', folder);
    const series = log.series(key, file);
    const options = { delimiter: '\t', onCut: findings.warn };
    for await (const { line, cells } of readRows(path, file, MAX_LOG_BYTES, options)) {
      if (line === 1) continue;
      const [step, value] = [cellToNumber(cells[stepAt]), cellToNumber(cells[valueAt])];
      if (typeof step === 'number' && typeof value === 'number') log.add(series, step, value);
      else findings.check(series.name, cells[valueAt], key, { file, line });
    }
  },
};
