/** DVCLive: `plots/metrics/<metric>.tsv`, one file a metric. Its `metrics.json` is read like any other. */
import { requireDifferent } from './csv.ts';
import { readHeader, readRows } from './csv-rows.ts';
import { parseCell, toNumber } from './numbers.ts';
import { MAX_LOG_BYTES, type RunReader } from './run-file.ts';

const METRIC_FILE = /(?:^|\/)plots\/metrics\/(.+)\.tsv$/;

export const dvclive: RunReader = {
  format: 'plots/metrics/*.tsv (DVCLive)',
  accepts: ({ name, head }) => METRIC_FILE.test(name) && readHeader(head).names.includes('step'),
  read: async ({ path, name: file, head }, findings) => {
    const { names } = readHeader(head);
    requireDifferent(names, file);
    const key = METRIC_FILE.exec(file)?.[1] ?? file;
    const [stepAt, valueAt] = [names.indexOf('step'), names.indexOf(key.split('/').at(-1) ?? key)];
    const log = findings.stepLog('DVCLive');
    const series = log.series(key, 'train', file, findings);
    for await (const { line, cells } of readRows(path, file, MAX_LOG_BYTES, { delimiter: '\t' })) {
      if (line === 1) continue;
      const [step, value] = [
        toNumber(parseCell(cells[stepAt] ?? '')),
        toNumber(parseCell(cells[valueAt] ?? '')),
      ];
      if (typeof step === 'number' && typeof value === 'number') log.add(series, step, value);
      else findings.add(new Map(), series.name, cells[valueAt], key, { file, line });
    }
  },
};
