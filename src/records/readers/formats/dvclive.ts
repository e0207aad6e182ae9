/** DVCLive: `plots/metrics/<metric>.tsv`, one file a metric. Its `metrics.json` has the last values of them. */
import { posix } from 'node:path';
import { readHeader, readRows } from '../files/csv-rows.ts';
import { MAX_LOG_BYTES, type RunReader } from '../files/run-file.ts';
import type { Findings } from '../findings.ts';
import { parseCell, toNumber } from '../numbers.ts';
import { requireDifferent } from './csv.ts';

const TOOL = 'DVCLive';
const METRIC_FILE = /^(.*\/|)plots\/metrics\/(.+)\.tsv$/;

export const dvclive: RunReader = {
  format: 'plots/metrics/*.tsv (DVCLive)',
  accepts: ({ name, head }) => METRIC_FILE.test(name) && readHeader(head).names.includes('step'),
  read: async ({ path, name: file, head }, findings) => {
    const { names } = readHeader(head);
    requireDifferent(names, file);
    const [, folder = '', key = file] = METRIC_FILE.exec(file) ?? [];
    findings.curveFiles.add(file);
    const [stepAt, valueAt] = [names.indexOf('step'), names.indexOf(key.split('/').at(-1) ?? key)];
    const log = findings.stepLogs.of(TOOL, folder);
    const series = log.series(key, 'train', file, findings);
    for await (const { line, cells } of readRows(path, file, MAX_LOG_BYTES, {
      delimiter: '\t',
      onCut: findings.warn,
    })) {
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

/** Whether a key of a `metrics.json` has a curve beside it, which was read before: folders come first. */
export function hasCurve(metricsFile: string, key: string, findings: Findings): boolean {
  return findings.curveFiles.has(posix.join(posix.dirname(metricsFile), 'plots/metrics', `${key}.tsv`));
}
